package dev.scopedgate.gate;

import dev.scopedgate.gate.Decided.Outcome;
import dev.scopedgate.gate.Gate.Allowed;
import dev.scopedgate.gate.Gate.Decision;
import dev.scopedgate.gate.Gate.Denied;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.BearerChallenge;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The door that answers first: asked before a call's arguments are bound, so that a caller without the scope learns
 * that and not what the arguments should have been. It refuses; permission to run is {@link ScopedInterceptor}'s alone.
 */
@Singleton
public final class EarlyGate {

    private final Gate gate;
    private final InsufficientScope insufficientScope;
    private final Decisions decisions;

    EarlyGate(Gate gate, InsufficientScope insufficientScope, Decisions decisions) {
        this.gate = gate;
        this.insufficientScope = insufficientScope;
        this.decisions = decisions;
    }

    /**
     * A call that must not go on, as HTTP and JSON-RPC say it.
     *
     * @param status 403 for a denied call; 200 for an unknown name, so that the two cannot be confused
     * @param recorded when the answer may be sent, {@link DecisionObserver#decided}
     */
    public record Refusal(
            int status,
            Optional<BearerChallenge> challenge,
            int code,
            String message,
            Optional<Object> data,
            Future<Void> recorded) {}

    /** Nothing when the call of that tool may go on, otherwise why not. */
    public Optional<Refusal> tool(RoutingContext request, AccessToken token, String name) {
        return refusal(request, token, Feature.TOOL, name, "Invalid tool name: ");
    }

    /** Nothing when that prompt may be had, otherwise why not. */
    public Optional<Refusal> prompt(RoutingContext request, AccessToken token, String name) {
        return refusal(request, token, Feature.PROMPT, name, "Invalid prompt name: ");
    }

    /** Nothing when that completion may be asked for, otherwise why not. */
    public Optional<Refusal> completion(RoutingContext request, AccessToken token, String reference) {
        return refusal(request, token, Feature.COMPLETION, reference, "No completion for reference: ");
    }

    /**
     * Nothing when that resource may be read, otherwise why not; a URI that no resource has may match a template, which
     * only the MCP extension can tell, so it goes on to the template's own interceptor.
     */
    public Optional<Refusal> resource(RoutingContext request, AccessToken token, String uri) {
        return gate.decide(token, Feature.RESOURCE, uri) instanceof Gate.Undeclared
                ? Optional.empty()
                : refusal(request, token, Feature.RESOURCE, uri, "");
    }

    /**
     * Records, before the answer to it, a request that was let on to the MCP extension because only that could tell which
     * method it is for, and for which it found none.
     */
    public Future<Void> unlessDecided(RoutingContext request, AccessToken token, Feature feature, String name) {
        return request.get(Decided.BY_METHOD) != null || !(gate.decide(token, feature, name) instanceof Gate.Undeclared)
                ? Future.succeededFuture()
                : decisions.decided(Outcome.UNDECLARED, feature, name, token, () -> request);
    }

    private Optional<Refusal> refusal(
            RoutingContext request, AccessToken token, Feature feature, String name, String unknown) {
        Decision decision = gate.decide(token, feature, name);
        if (decision instanceof Allowed) {
            return Optional.empty();
        }
        Outcome outcome = decision instanceof Denied ? Outcome.DENIED : Outcome.UNDECLARED;
        Future<Void> recorded = decisions.decided(outcome, feature, name, token, () -> request);
        if (decision instanceof Denied denied) {
            return Optional.of(new Refusal(
                    403,
                    Optional.of(insufficientScope.challenge(denied)),
                    JsonRpcErrorCodes.INVALID_PARAMS,
                    insufficientScope.message(denied),
                    Optional.of(insufficientScope.data(denied)),
                    recorded));
        }
        return Optional.of(new Refusal(
                200, Optional.empty(), JsonRpcErrorCodes.INVALID_PARAMS, unknown + name, Optional.empty(), recorded));
    }
}
