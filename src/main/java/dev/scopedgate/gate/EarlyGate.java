package dev.scopedgate.gate;

import dev.scopedgate.gate.Gate.Allowed;
import dev.scopedgate.gate.Gate.Decision;
import dev.scopedgate.gate.Gate.Denied;
import dev.scopedgate.gate.Gate.Undeclared;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.BearerChallenge;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Refuses a call before its arguments are bound, so that a caller without the scope gets the 403 and not an argument
 * error. Only {@link ScopedInterceptor} allows a call to run.
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
     * A refused call, in terms of HTTP and JSON-RPC.
     *
     * @param status 403 for a denied call; 200 for an unknown name, so that clients can tell the two apart
     * @param recorded completes when the answer may be sent, {@link DecisionObserver#decided}
     */
    public record Refusal(
            int status,
            Optional<BearerChallenge> challenge,
            int code,
            String message,
            Optional<Object> data,
            Future<Void> recorded) {}

    /** Empty if this tool may be called. */
    public Optional<Refusal> tool(RoutingContext request, AccessToken token, String name) {
        return refusal(request, token, Feature.TOOL, name, "Invalid tool name: ");
    }

    /** Empty if this prompt may be read. */
    public Optional<Refusal> prompt(RoutingContext request, AccessToken token, String name) {
        return refusal(request, token, Feature.PROMPT, name, "Invalid prompt name: ");
    }

    /** Empty if this completion may be requested. */
    public Optional<Refusal> completion(RoutingContext request, AccessToken token, String reference) {
        return refusal(request, token, Feature.COMPLETION, reference, "No completion for reference: ");
    }

    /**
     * Empty if this resource may be read. A URI of no resource may match a template, which only the MCP extension can
     * tell, so it is left to the template's interceptor.
     */
    public Optional<Refusal> resource(RoutingContext request, AccessToken token, String uri) {
        Decision decision = gate.decide(token, Feature.RESOURCE, uri);
        return decision instanceof Undeclared
                ? Optional.empty()
                : refusal(decision, request, token, Feature.RESOURCE, uri, "");
    }

    /**
     * Records, before it is answered, a request that was passed to the MCP extension to find its method and for which
     * there was none.
     */
    public Future<Void> unlessDecided(RoutingContext request, AccessToken token, Feature feature, String name) {
        return request.get(Decided.BY_METHOD) == null
                        && gate.decide(token, feature, name) instanceof Undeclared undeclared
                ? decisions.decided(undeclared, feature, name, token, () -> request)
                : Future.succeededFuture();
    }

    /**
     * Records a request that is refused before a decision, because its headers or its {@code requestState} do not belong
     * to its body.
     *
     * @param subject the name or URI in the body, or else the method
     */
    public Future<Void> mismatched(RoutingContext request, AccessToken token, String method, String subject) {
        Feature feature =
                switch (method) {
                    case "prompts/get" -> Feature.PROMPT;
                    case "resources/read" -> Feature.RESOURCE;
                    default -> Feature.TOOL;
                };
        return decisions.decided(gate.mismatched(feature, subject), feature, subject, token, () -> request);
    }

    private Optional<Refusal> refusal(
            RoutingContext request, AccessToken token, Feature feature, String name, String unknown) {
        return refusal(gate.decide(token, feature, name), request, token, feature, name, unknown);
    }

    private Optional<Refusal> refusal(
            Decision decision,
            RoutingContext request,
            AccessToken token,
            Feature feature,
            String name,
            String unknown) {
        if (decision instanceof Allowed) {
            return Optional.empty();
        }
        Future<Void> recorded = decisions.decided(decision, feature, name, token, () -> request);
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
