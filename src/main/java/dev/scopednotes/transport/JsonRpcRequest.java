package dev.scopednotes.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One JSON-RPC request or notification whose envelope holds (JSON-RPC 2.0 §4; MCP base protocol, messages).
 *
 * @param id a string or an integer; null for a notification
 * @param params an object, empty when absent
 */
record JsonRpcRequest(JsonNode id, String method, JsonNode params) {

    private static final int MAX_VERSION_LENGTH = 40;

    boolean isNotification() {
        return id == null;
    }

    /**
     * An {@code initialize} with its protocol version alone: the MCP extension keeps and interprets what else a client
     * tells of itself, which a server without sessions has no use for.
     */
    ObjectNode bareInitialize() {
        ObjectNode bare = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        bare.set("id", id);
        ObjectNode bareParams = bare.put("method", method).putObject("params").put("protocolVersion", version());
        bareParams.putObject("capabilities");
        bareParams.putObject("clientInfo").put("name", "client").put("version", "0");
        return bare;
    }

    private String version() {
        String version = params.get("protocolVersion").textValue();
        return version.length() <= MAX_VERSION_LENGTH ? version : version.substring(0, MAX_VERSION_LENGTH);
    }
}
