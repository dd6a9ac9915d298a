package dev.scopedgate.tracing;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.IfOnClassPath;
import dev.scopedgate.http.TraceId;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Stores the span that Quarkus started in the request: the MCP extension runs operations on another Vert.x context,
 * where that span is not current.
 */
@Singleton
@IfOnClassPath(IfOnClassPath.OPENTELEMETRY)
final class RequestSpan {

    private static final String KEY = RequestSpan.class.getName();

    private final Tracing tracing;

    RequestSpan(Tracing tracing) {
        this.tracing = tracing;
    }

    void register(@Observes Filters filters) {
        if (!tracing.isOff()) {
            filters.register(RequestSpan::keep, FilterOrder.REQUEST_SPAN.place());
        }
    }

    private static void keep(RoutingContext request) {
        Context context = Context.current();
        request.put(KEY, context);
        SpanContext span = Span.fromContext(context).getSpanContext();
        if (span.isValid()) {
            TraceId.keep(request, span.getTraceId());
        }
        request.next();
    }

    /** The context with the span of this request; the root context if it is not traced. */
    static Context context(RoutingContext request) {
        Context kept = request == null ? null : request.get(KEY);
        return kept == null ? Context.root() : kept;
    }

    /** The span of this request; an invalid one if it is not traced. */
    static Span of(RoutingContext request) {
        return Span.fromContext(context(request));
    }
}
