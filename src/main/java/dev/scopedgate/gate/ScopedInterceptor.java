package dev.scopedgate.gate;

import dev.scopedgate.gate.Gate.Allowed;
import dev.scopedgate.gate.Gate.Decision;
import dev.scopedgate.gate.Gate.Denied;
import dev.scopedgate.http.DeniedCall;
import dev.scopedgate.oauth.AccessToken;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/**
 * Runs a method only if the token has its scope. It intercepts the method itself, so that neither another code path nor
 * a difference between parsers bypasses it. It is the first of all interceptors: one before it, such as a cache, could
 * answer without it.
 */
@Scoped("")
@Interceptor
@Priority(Integer.MIN_VALUE)
class ScopedInterceptor {

    private final Gate gate;
    private final InsufficientScope insufficientScope;
    private final CurrentIdentityAssociation caller;
    private final CurrentVertxRequest currentRequest;
    private final Decisions decisions;

    ScopedInterceptor(
            Gate gate,
            InsufficientScope insufficientScope,
            CurrentIdentityAssociation caller,
            CurrentVertxRequest currentRequest,
            Decisions decisions) {
        this.gate = gate;
        this.insufficientScope = insufficientScope;
        this.caller = caller;
        this.currentRequest = currentRequest;
        this.decisions = decisions;
    }

    @AroundInvoke
    Object enforce(InvocationContext invocation) throws Exception {
        Scoped scoped = invocation.getInterceptorBinding(Scoped.class);
        AccessToken token = caller.getIdentity().getAttribute(AccessToken.ATTRIBUTE);
        Decision decision = gate.decide(token, scoped, invocation.getMethod());
        Future<Void> recorded =
                decisions.decided(decision, invocation.getMethod(), scoped, token, currentRequest::getCurrent);
        if (decision instanceof Allowed) {
            return invocation.proceed();
        }
        McpException refusal = refusal(decision);
        if (!recorded.isComplete()) {
            if (Uni.class == invocation.getMethod().getReturnType()) {
                return RecordedRefusal.after(recorded, refusal);
            }
            RecordedRefusal.await(recorded);
        }
        throw refusal;
    }

    private McpException refusal(Decision decision) {
        if (decision instanceof Denied denied) {
            challenge(denied);
            return new McpException(insufficientScope.message(denied), JsonRpcErrorCodes.INVALID_PARAMS);
        }
        return new McpException("403 forbidden", JsonRpcErrorCodes.INVALID_PARAMS);
    }

    /** Sets status and header, unless the response has begun, as an event stream has. */
    private void challenge(Denied denied) {
        RoutingContext context = currentRequest.getCurrent();
        if (context == null) {
            return;
        }
        new DeniedCall(insufficientScope.message(denied), insufficientScope.data(denied)).keep(context);
        if (!context.response().headWritten()) {
            context.response().setStatusCode(403);
            context.response()
                    .putHeader(
                            "WWW-Authenticate",
                            insufficientScope.challenge(denied).toString());
        }
    }
}
