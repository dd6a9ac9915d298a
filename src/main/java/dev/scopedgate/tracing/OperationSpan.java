package dev.scopedgate.tracing;

import dev.scopedgate.gate.Scoped;
import dev.scopedgate.http.IfOnClassPath;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Adds a span around each allowed operation, between the span of its request and those of its SQL statements. */
@Scoped("")
@Interceptor
@IfOnClassPath(IfOnClassPath.OPENTELEMETRY)
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class OperationSpan {

    private final Tracing tracing;
    private final CurrentVertxRequest currentRequest;

    OperationSpan(Tracing tracing, CurrentVertxRequest currentRequest) {
        this.tracing = tracing;
        this.currentRequest = currentRequest;
    }

    @AroundInvoke
    Object trace(InvocationContext invocation) throws Exception {
        if (tracing.isOff()) {
            return invocation.proceed();
        }
        Span span = tracing.begin(invocation.getMethod(), currentRequest.getCurrent());
        Scope scope = span.makeCurrent();
        try {
            Object result = invocation.proceed();
            if (result instanceof Uni<?> later) {
                // its statements run on this context after subscription: the span stays current until then
                return later.onTermination()
                        .invoke((item, failure, cancelled) -> end(span, scope, failure != null || cancelled));
            }
            end(span, scope, false);
            return result;
        } catch (Exception e) {
            end(span, scope, true);
            throw e;
        }
    }

    /** Records a failure without its message, which may contain text of a note. */
    private static void end(Span span, Scope scope, boolean failed) {
        scope.close();
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
