package dev.scopedgate.mcp.jsonrpc;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * One JSON-RPC request or notification with a valid envelope (JSON-RPC 2.0 §4; MCP base protocol, messages).
 *
 * @param id a string or an integer; null for a notification
 * @param params its members, empty when absent
 * @param message the whole message
 * @param heldBytes the memory it takes, at most
 */
public record JsonRpcRequest(Object id, String method, Map<String, Object> params, JsonObject message, long heldBytes) {

    private static final String INITIALIZE = "initialize";

    /** Whether it has no id, and so expects no response. */
    public boolean isNotification() {
        return id == null;
    }

    /** Whether its method is that of a notification (MCP base protocol, notifications). */
    public boolean hasNotificationMethod() {
        return method.startsWith("notifications/");
    }

    public boolean isInitialize() {
        return INITIALIZE.equals(method);
    }

    /** A member of the params that has been checked to be a string. */
    public String param(String name) {
        return (String) params.get(name);
    }
}
