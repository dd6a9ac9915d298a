package dev.scopednotes.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.mcp.server.MetaKey;
import java.util.List;
import java.util.Optional;

/**
 * One JSON-RPC request or notification whose envelope holds (JSON-RPC 2.0 §4; MCP base protocol, messages).
 *
 * @param id a string or an integer; null for a notification
 * @param params an object, empty when absent
 */
record JsonRpcRequest(JsonNode id, String method, JsonNode params) {

    private static final String META = "_meta";
    private static final List<String> CLIENT =
            List.of(MetaKey.CLIENT_INFO.toString(), MetaKey.CLIENT_CAPABILITIES.toString());
    private static final int MAX_VERSION_LENGTH = 40;

    boolean isNotification() {
        return id == null;
    }

    /**
     * The request without what a client tells of itself, where it does: the MCP extension keeps and interprets that, and
     * stumbles over a wrong type; a server without sessions has no use for it.
     */
    Optional<ObjectNode> withoutClient() {
        if ("initialize".equals(method)) {
            return Optional.of(bareInitialize());
        }
        JsonNode meta = params.get(META);
        if (meta == null || CLIENT.stream().noneMatch(meta::has)) {
            return Optional.empty();
        }
        ObjectNode bareParams = params.deepCopy();
        ((ObjectNode) bareParams.get(META)).remove(CLIENT);
        ObjectNode bare = bare();
        bare.set("params", bareParams);
        return Optional.of(bare);
    }

    private ObjectNode bareInitialize() {
        ObjectNode bare = bare();
        ObjectNode bareParams = bare.putObject("params").put("protocolVersion", version());
        bareParams.putObject("capabilities");
        bareParams.putObject("clientInfo").put("name", "client").put("version", "0");
        return bare;
    }

    private ObjectNode bare() {
        ObjectNode bare = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
        bare.set("id", id);
        return bare.put("method", method);
    }

    private String version() {
        String version = params.get("protocolVersion").textValue();
        return version.length() <= MAX_VERSION_LENGTH ? version : version.substring(0, MAX_VERSION_LENGTH);
    }
}
