package dev.scopednotes.transport;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * One JSON-RPC request or notification whose envelope holds (JSON-RPC 2.0 §4; MCP base protocol, messages).
 *
 * @param id a string or an integer; null for a notification
 * @param params its members, none when absent
 * @param message the whole of it
 * @param heldBytes what it takes in memory, at most
 */
record JsonRpcRequest(Object id, String method, Map<String, Object> params, JsonObject message, long heldBytes) {

    private static final String INITIALIZE = "initialize";

    /** Whether it has no id, and so asks for no answer. */
    boolean isNotification() {
        return id == null;
    }

    /** Whether its method is one that a notification has (MCP base protocol, notifications). */
    boolean hasNotificationMethod() {
        return method.startsWith("notifications/");
    }

    boolean isInitialize() {
        return INITIALIZE.equals(method);
    }

    /** A string member of the params that has been checked to be one. */
    String param(String name) {
        return (String) params.get(name);
    }

    /**
     * The same {@code initialize} for a version that we speak (MCP lifecycle, version negotiation), without what a client tells of itself: the MCP extension interprets that and stumbles
     * over a wrong type; a server without sessions has no use for it.
     */
    JsonRpcRequest withoutClient() {
        String version = param("protocolVersion");
        List<String> spoken = HttpExpectations.PROTOCOL_VERSIONS;
        Map<String, Object> bare = Map.of(
                "protocolVersion",
                // the extension would agree to any that it knows itself, and every request in it would be refused
                spoken.contains(version) ? version : spoken.get(0),
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "client", "version", "0"));
        JsonObject whole = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .put("params", new JsonObject(bare));
        return new JsonRpcRequest(id, method, bare, whole, heldBytes);
    }
}
