package dev.scopednotes.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import java.util.Map;

/**
 * The MCP requests that this server answers, and the members of {@code params} that each must and may hold, with their
 * types (MCP schema); one of a wrong type would leave the caller without an answer.
 */
final class RequiredParams {

    private static final String NAME = "name";

    private static final Map<String, Map<String, JsonNodeType>> REQUIRED = Map.ofEntries(
            Map.entry(
                    "initialize",
                    Map.of(
                            "protocolVersion", JsonNodeType.STRING,
                            "capabilities", JsonNodeType.OBJECT,
                            "clientInfo", JsonNodeType.OBJECT)),
            Map.entry("ping", Map.of()),
            Map.entry("tools/list", Map.of()),
            Map.entry("tools/call", Map.of(NAME, JsonNodeType.STRING)),
            Map.entry("prompts/list", Map.of()),
            Map.entry("prompts/get", Map.of(NAME, JsonNodeType.STRING)),
            Map.entry("resources/list", Map.of()),
            Map.entry("resources/templates/list", Map.of()),
            Map.entry("resources/read", Map.of("uri", JsonNodeType.STRING)),
            Map.entry("logging/setLevel", Map.of("level", JsonNodeType.STRING)),
            Map.entry("completion/complete", Map.of("ref", JsonNodeType.OBJECT, "argument", JsonNodeType.OBJECT)));

    private static final Map<String, JsonNodeType> OPTIONAL = Map.of(
            "arguments", JsonNodeType.OBJECT,
            "_meta", JsonNodeType.OBJECT);

    private RequiredParams() {}

    /** Throws where the method is none of ours or its params do not fit. */
    static void check(JsonRpcRequest request) throws EnvelopeException {
        Map<String, JsonNodeType> required = REQUIRED.get(request.method());
        if (required == null) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.METHOD_NOT_FOUND, "Unsupported method: " + request.method(), request.id());
        }
        for (Map.Entry<String, JsonNodeType> member : required.entrySet()) {
            require(request, request.params(), member.getKey(), member.getValue());
        }
        for (Map.Entry<String, JsonNodeType> member : OPTIONAL.entrySet()) {
            if (request.params().has(member.getKey())) {
                require(request, request.params(), member.getKey(), member.getValue());
            }
        }
        if (request.method().endsWith("/list") && request.params().has("cursor")) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.INVALID_PARAMS,
                    "Invalid cursor: the list is whole and has no further page",
                    request.id());
        }
        checkNested(request);
    }

    private static void checkNested(JsonRpcRequest request) throws EnvelopeException {
        JsonNode params = request.params();
        switch (request.method()) {
            case "initialize" -> {
                require(request, params.get("clientInfo"), NAME, JsonNodeType.STRING);
                require(request, params.get("clientInfo"), "version", JsonNodeType.STRING);
            }
            case "completion/complete" -> {
                require(request, params.get("ref"), "type", JsonNodeType.STRING);
                require(request, params.get("argument"), NAME, JsonNodeType.STRING);
                require(request, params.get("argument"), "value", JsonNodeType.STRING);
            }
            default -> {
                // nothing nested that must be there
            }
        }
        JsonNode token = params.path("_meta").get("progressToken");
        if (token != null && !token.isTextual() && !token.isIntegralNumber()) {
            throw wrong(request, "progressToken", "a string or an integer");
        }
    }

    private static void require(JsonRpcRequest request, JsonNode object, String member, JsonNodeType type)
            throws EnvelopeException {
        if (object.path(member).getNodeType() != type) {
            throw wrong(request, member, type == JsonNodeType.OBJECT ? "an object" : "a string");
        }
    }

    private static EnvelopeException wrong(JsonRpcRequest request, String member, String type) {
        return new EnvelopeException(
                JsonRpcErrorCodes.INVALID_PARAMS,
                request.method() + ": params member '" + member + "' must be " + type,
                request.id());
    }
}
