package dev.scopedgate.mcp.ask;

import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.ResourceServer;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a request says about earlier questions, and refuses it if this server has not asked them in the same call
 * (MCP 2026-07-28, InputResponseRequestParams). Module-internal.
 */
@Singleton
public final class RequestedInputs {

    /** How many responses a request may hold; of those, unknown ones are ignored. */
    private static final int MAX_RESPONSES = 100;

    private static final String STATE = "requestState";
    private static final String RESPONSES = "inputResponses";

    private final RequestState states;

    @Inject
    RequestedInputs(ResourceServer server, AskSettings settings) {
        this(new RequestState(settings.keys(), server.resource(), settings.maxAge(), InstantSource.system()));
    }

    RequestedInputs(RequestState states) {
        this.states = states;
    }

    /**
     * Makes the inputs of a request that the gate has let in, for {@link Ask}.
     *
     * @param request with checked params
     * @param capabilities of its client; empty if its protocol revision has no requests for input
     */
    public void begin(RoutingContext context, JsonRpcRequest request, Optional<Map<?, ?>> capabilities)
            throws EnvelopeException {
        if (Call.mayAsk(request.method())) {
            Call call = Call.of(AccessToken.of(context), request.method(), request.params());
            inputs(call, request.id(), request.params(), capabilities).place(context);
        }
    }

    /** The same, not yet found by {@link Ask}. */
    Inputs inputs(Call call, Object id, Map<String, Object> params, Optional<Map<?, ?>> capabilities)
            throws EnvelopeException {
        return capabilities.isEmpty()
                ? new Inputs(states, call, capabilities, Rounds.NONE, Map.of())
                : new Inputs(states, call, capabilities, rounds(call, id, params), responses(id, params));
    }

    private Rounds rounds(Call call, Object id, Map<String, Object> params) throws EnvelopeException {
        if (!params.containsKey(STATE)) {
            return Rounds.NONE;
        }
        Optional<Rounds> rounds =
                params.get(STATE) instanceof String state ? states.open(call, state) : Optional.empty();
        if (rounds.isEmpty()) {
            throw refused(
                    id,
                    STATE + " is not of this call, or too old: send the call again without requestState and"
                            + " inputResponses");
        }
        return rounds.get();
    }

    private static Map<String, Map<?, ?>> responses(Object id, Map<String, Object> params) throws EnvelopeException {
        if (!params.containsKey(RESPONSES)) {
            return Map.of();
        }
        if (!(params.get(RESPONSES) instanceof Map<?, ?> given)) {
            throw refused(id, RESPONSES + " must be an object: the key of each question with the client's result");
        }
        if (given.size() > MAX_RESPONSES) {
            throw refused(
                    id,
                    RESPONSES + " has more than " + MAX_RESPONSES + " members: send only the answers that were"
                            + " asked for");
        }
        Map<String, Map<?, ?>> responses = new HashMap<>();
        for (Map.Entry<?, ?> one : given.entrySet()) {
            if (!(one.getValue() instanceof Map<?, ?> response)) {
                throw refused(id, "each member of " + RESPONSES + " must be an object, the client's result");
            }
            responses.put((String) one.getKey(), response);
        }
        return responses;
    }

    private static EnvelopeException refused(Object id, String message) {
        return new EnvelopeException(JsonRpcErrorCodes.INVALID_PARAMS, message, id);
    }
}
