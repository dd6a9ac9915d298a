package dev.scopedgate.mcp.era;

import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** The {@code initialize} request of the revisions that have one (MCP lifecycle, version negotiation). */
public final class Initialization {

    private Initialization() {}

    /**
     * The same request in a version that this server speaks, without what a client says of itself: the MCP extension
     * interprets that and fails on a wrong type; a server without sessions does not use it.
     */
    public static JsonRpcRequest withoutClient(JsonRpcRequest request) {
        String version = request.param("protocolVersion");
        List<String> spoken = HttpExpectations.PROTOCOL_VERSIONS;
        Map<String, Object> params = Map.of(
                "protocolVersion",
                // the extension would agree to any that it knows itself, and every request in it would be refused
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
}
