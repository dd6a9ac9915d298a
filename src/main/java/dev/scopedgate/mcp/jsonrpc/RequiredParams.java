package dev.scopedgate.mcp.jsonrpc;

import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpLog.LogLevel;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The MCP requests that this server answers, with the required and optional members of {@code params} and their types
 * (MCP schema). The MCP extension would leave a request with a wrong type unanswered.
 */
public final class RequiredParams {

    private static final String NAME = "name";
    private static final Class<?> STRING = String.class;
    private static final Class<?> OBJECT = Map.class;

    private static final Map<String, Map<String, Class<?>>> REQUIRED = Map.ofEntries(
            Map.entry("initialize", Map.of("protocolVersion", STRING, "capabilities", OBJECT, "clientInfo", OBJECT)),
            Map.entry("ping", Map.of()),
            Map.entry("tools/list", Map.of()),
            Map.entry("tools/call", Map.of(NAME, STRING)),
            Map.entry("prompts/list", Map.of()),
            Map.entry("prompts/get", Map.of(NAME, STRING)),
            Map.entry("resources/list", Map.of()),
            Map.entry("resources/templates/list", Map.of()),
            Map.entry("resources/read", Map.of("uri", STRING)),
            Map.entry("logging/setLevel", Map.of("level", STRING)),
            Map.entry("completion/complete", Map.of("ref", OBJECT, "argument", OBJECT)));

    public static final String PROMPT_REFERENCE = "ref/prompt";

    /** The member that names the subject of a completion, by reference type. */
    private static final Map<Object, String> REFERENCES = Map.of(PROMPT_REFERENCE, NAME, "ref/resource", "uri");

    private static final String LEVELS = Stream.of(LogLevel.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));

    private RequiredParams() {}

    /** Throws if the method is not supported or its params are invalid. */
    public static void check(JsonRpcRequest request) throws EnvelopeException {
        Map<String, Class<?>> required = REQUIRED.get(request.method());
        if (required == null) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.METHOD_NOT_FOUND, "Unsupported method: " + request.method(), request.id());
        }
        Map<String, Object> params = request.params();
        for (Map.Entry<String, Class<?>> member : required.entrySet()) {
            require(request, params, member.getKey(), member.getValue());
        }
        allow(request, params, "arguments");
        allow(request, params, "_meta");
        if (request.method().endsWith("/list") && params.containsKey("cursor")) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.INVALID_PARAMS, "Invalid cursor: the list has only one page", request.id());
        }
        checkNested(request, params);
    }

    private static void checkNested(JsonRpcRequest request, Map<String, Object> params) throws EnvelopeException {
        switch (request.method()) {
            case "initialize" -> {
                require(request, params.get("clientInfo"), NAME, STRING);
                require(request, params.get("clientInfo"), "version", STRING);
            }
            case "logging/setLevel" -> {
                if (LogLevel.from((String) params.get("level")) == null) {
                    throw wrong(request, "level", "one of " + LEVELS);
                }
            }
            case "completion/complete" -> {
                Map<?, ?> reference = (Map<?, ?>) params.get("ref");
                require(request, reference, "type", STRING);
                require(request, reference, named(request, reference.get("type")), STRING);
                require(request, params.get("argument"), NAME, STRING);
                require(request, params.get("argument"), "value", STRING);
            }
            default -> {
                // no nested member is required
            }
        }
        if (params.get("_meta") instanceof Map<?, ?> meta
                && meta.containsKey("progressToken")
                && !JsonRpcParser.isStringOrInteger(meta.get("progressToken"))) {
            throw wrong(request, "progressToken", "a string or an integer");
        }
    }

    private static String named(JsonRpcRequest request, Object type) throws EnvelopeException {
        String member = REFERENCES.get(type);
        if (member == null) {
            throw wrong(request, "type", "ref/prompt or ref/resource");
        }
        return member;
    }

    private static void allow(JsonRpcRequest request, Map<String, Object> params, String object)
            throws EnvelopeException {
        if (params.containsKey(object)) {
            require(request, params, object, OBJECT);
        }
    }

    private static void require(JsonRpcRequest request, Object object, String member, Class<?> type)
            throws EnvelopeException {
        if (!type.isInstance(((Map<?, ?>) object).get(member))) {
            throw wrong(request, member, type == OBJECT ? "an object" : "a string");
        }
    }

    private static EnvelopeException wrong(JsonRpcRequest request, String member, String type) {
        return new EnvelopeException(
                JsonRpcErrorCodes.INVALID_PARAMS,
                request.method() + ": params member '" + member + "' must be " + type,
                request.id());
    }
}
