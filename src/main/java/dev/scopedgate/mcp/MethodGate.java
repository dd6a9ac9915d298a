package dev.scopedgate.mcp;

import dev.scopedgate.gate.EarlyGate;
import dev.scopedgate.gate.EarlyGate.Refusal;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.mcp.jsonrpc.RequiredParams;
import dev.scopedgate.oauth.AccessToken;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** Asks the gate about what a message runs: the name or URI in its params, by its method. */
@Singleton
class MethodGate {

    private static final String CALL = "tools/call";
    private static final String PROMPT = "prompts/get";
    private static final String READ = "resources/read";

    private final EarlyGate gate;

    MethodGate(EarlyGate gate) {
        this.gate = gate;
    }

    /** Records a request whose headers or {@code requestState} do not belong to its body. */
    Future<Void> mismatched(RoutingContext context, JsonRpcRequest request) {
        return gate.mismatched(context, AccessToken.of(context), request.method(), subject(request));
    }

    /** What the request is about: the name or URI in its body, else its method. */
    private static String subject(JsonRpcRequest request) {
        Object name =
                switch (request.method()) {
                    case CALL, PROMPT -> request.params().get("name");
                    case READ -> request.params().get("uri");
                    default -> null;
                };
        return name instanceof String text ? text : request.method();
    }

    /** The gate's check before the response, for requests that {@link #decide} leaves undecided. */
    Future<Void> unlessDecided(RoutingContext context, JsonRpcRequest request) {
        AccessToken token = AccessToken.of(context);
        return switch (request.method()) {
            case READ -> gate.unlessDecided(context, token, Feature.RESOURCE, request.param("uri"));
            case "completion/complete" -> {
                Map<?, ?> reference = (Map<?, ?>) request.params().get("ref");
                Object name =
                        reference.get(RequiredParams.PROMPT_REFERENCE.equals(reference.get("type")) ? "name" : "uri");
                yield gate.unlessDecided(context, token, Feature.COMPLETION, (String) name);
            }
            default -> Future.succeededFuture();
        };
    }

    /** Empty if the message may run. */
    Optional<Refusal> decide(RoutingContext context, JsonRpcRequest request) {
        AccessToken token = AccessToken.of(context);
        return switch (request.method()) {
            case CALL -> gate.tool(context, token, request.param("name"));
            case PROMPT -> gate.prompt(context, token, request.param("name"));
            case READ -> gate.resource(context, token, request.param("uri"));
            case "completion/complete" ->
                completion(context, token, (Map<?, ?>) request.params().get("ref"));
            default -> Optional.empty();
        };
    }

    /** Decides by a prompt's name. Only the MCP extension can map a resource's URI, so it is decided at the method. */
    private Optional<Refusal> completion(RoutingContext context, AccessToken token, Map<?, ?> reference) {
        return RequiredParams.PROMPT_REFERENCE.equals(reference.get("type"))
                ? gate.completion(context, token, (String) reference.get("name"))
                : Optional.empty();
    }
}
