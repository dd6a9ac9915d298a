package dev.scopedgate.mcp.jsonrpc;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * One JSON-RPC request or notification whose envelope holds (JSON-RPC 2.0 §4; MCP base protocol, messages).
 *
 * @param id a string or an integer; null for a notification
 * @param params its members, none when absent
 * @param message the whole of it
 * @param heldBytes what it takes in memory, at most
 */
public record JsonRpcRequest(Object id, String method, Map<String, Object> params, JsonObject message, long heldBytes) {

    private static final String INITIALIZE = "initialize";

    /** Whether it has no id, and so asks for no answer. */
    public boolean isNotification() {
        return id == null;
    }

    /** Whether its method is one that a notification has (MCP base protocol, notifications). */
    public boolean hasNotificationMethod() {
        return method.startsWith("notifications/");
    }

    public boolean isInitialize() {
        return INITIALIZE.equals(method);
    }

    /** A string member of the params that has been checked to be one. */
    public String param(String name) {
        return (String) params.get(name);
    }
}
