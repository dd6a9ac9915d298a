package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** Rewrites {@code initialize} and its answer, of the revisions that have it (MCP lifecycle, version negotiation). */
public final class Initialization {

    private Initialization() {}

    /**
     * The same request in a supported version, without capabilities and clientInfo: the MCP extension interprets them
     * and fails on a wrong type, and a server without sessions does not use them.
     */
    public static JsonRpcRequest withoutClient(JsonRpcRequest request) {
        String version = request.param("protocolVersion");
        List<String> spoken = ProtocolVersions.LEGACY;
        Map<String, Object> params = Map.of(
                "protocolVersion",
                // the extension would accept every version it knows; each later request in it would be refused
                spoken.contains(version) ? version : spoken.get(0),
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "client", "version", "0"));
        JsonObject message = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", request.id())
                .put("method", request.method())
                .put("params", new JsonObject(params));
        return new JsonRpcRequest(request.id(), request.method(), params, message, request.heldBytes());
    }

    /** Of a copy: the extension's own may be immutable. */
    private static JsonObject withoutPromises(JsonObject capability) {
        JsonObject kept = capability.copy();
        kept.remove("listChanged");
        kept.remove("subscribe");
        return kept;
    }

    /**
     * Takes the promises from the capabilities in this answer of the extension: lists that change and subscriptions need a
     * session.
     */
    public static void promiseNothing(JsonObject answer) {
        JsonObject result = answer.getJsonObject("result");
        if (result != null && result.getValue("capabilities") instanceof JsonObject capabilities) {
            for (String name : List.copyOf(capabilities.fieldNames())) {
                if (capabilities.getValue(name) instanceof JsonObject capability) {
                    capabilities.put(name, withoutPromises(capability));
                }
            }
        }
    }
}
