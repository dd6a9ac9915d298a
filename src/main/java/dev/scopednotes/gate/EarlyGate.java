package dev.scopednotes.gate;

import dev.scopednotes.gate.Gate.Allowed;
import dev.scopednotes.gate.Gate.Decision;
import dev.scopednotes.gate.Gate.Denied;
import dev.scopednotes.gate.ScopeTable.Feature;
import dev.scopednotes.oauth.AccessToken;
import dev.scopednotes.oauth.BearerChallenge;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
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

    EarlyGate(Gate gate, InsufficientScope insufficientScope) {
        this.gate = gate;
        this.insufficientScope = insufficientScope;
    }

    /**
     * A call that must not go on, as HTTP and JSON-RPC say it.
     *
     * @param status 403 for a denied call; 200 for an unknown name, so that the two cannot be confused
     */
    public record Refusal(
            int status, Optional<BearerChallenge> challenge, int code, String message, Optional<Object> data) {}

    /** Nothing when the call of that tool may go on, otherwise why not. */
    public Optional<Refusal> tool(AccessToken token, String name) {
        return refusal(gate.decide(token, Feature.TOOL, name), "Invalid tool name: " + name);
    }

    /** Nothing when that prompt may be had, otherwise why not. */
    public Optional<Refusal> prompt(AccessToken token, String name) {
        return refusal(gate.decide(token, Feature.PROMPT, name), "Invalid prompt name: " + name);
    }

    /** Nothing when that completion may be asked for, otherwise why not. */
    public Optional<Refusal> completion(AccessToken token, String reference) {
        return refusal(gate.decide(token, Feature.COMPLETION, reference), "No completion for reference: " + reference);
    }

    /**
     * Nothing when that resource may be read, otherwise why not; a URI that no resource has may match a template, which
     * only the MCP extension can tell, so it goes on to the template's own interceptor.
     */
    public Optional<Refusal> resource(AccessToken token, String uri) {
        Decision decision = gate.decide(token, Feature.RESOURCE, uri);
        return decision instanceof Gate.Undeclared ? Optional.empty() : refusal(decision, "");
    }

    private Optional<Refusal> refusal(Decision decision, String unknown) {
        if (decision instanceof Allowed) {
            return Optional.empty();
        }
        if (decision instanceof Denied denied) {
            return Optional.of(new Refusal(
                    403,
                    Optional.of(insufficientScope.challenge(denied)),
                    JsonRpcErrorCodes.INVALID_PARAMS,
                    insufficientScope.message(denied),
                    Optional.of(insufficientScope.data(denied))));
        }
        return Optional.of(
                new Refusal(200, Optional.empty(), JsonRpcErrorCodes.INVALID_PARAMS, unknown, Optional.empty()));
    }
}
