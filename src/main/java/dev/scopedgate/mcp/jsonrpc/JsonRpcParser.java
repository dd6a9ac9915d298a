package dev.scopedgate.mcp.jsonrpc;

import dev.scopedgate.http.JsonFault;
import dev.scopedgate.http.StrictJson;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;

/**
 * Parses one JSON-RPC request strictly: UTF-8, one object, no duplicate keys, bounded depth; no batch (removed by MCP
 * 2025-06-18) and no response (this server sends no requests). On what it refuses, the MCP extension would hang, fail
 * or leak.
 */
public final class JsonRpcParser {

    /** The memory of an object with one member and its entry in a list: measured at 184 (MemoryBoundsIT). */
    private static final long BYTES_OF_A_VALUE = 200;

    private static final StrictJson JSON = new StrictJson(StrictJson.MAX_DEPTH);

    private JsonRpcParser() {}

    public static JsonRpcRequest parse(byte[] body, int maxValues) throws EnvelopeException {
        StrictJson.Read read = json(body, maxValues);
        Object json = read.value();
        if (json instanceof List) {
            throw invalid("Batches are not supported: send one JSON-RPC request in one POST", null);
        }
        if (!(json instanceof Map)) {
            throw invalid("The body must be one JSON-RPC object", null);
        }
        Map<String, Object> message = members(json);
        Object id = message.get("id");
        if (message.containsKey("id") && !isStringOrInteger(id)) {
            throw invalid("id must be a string or an integer", null);
        }
        if (!"2.0".equals(message.get("jsonrpc"))) {
            throw invalid("jsonrpc must be \"2.0\"", id);
        }
        if (!(message.get("method") instanceof String method)) {
            throw invalid("method must be a string", id);
        }
        if (message.containsKey("result") || message.containsKey("error")) {
            throw invalid("a request must not have result or error", id);
        }
        Object params = message.getOrDefault("params", Map.of());
        if (!(params instanceof Map)) {
            throw new EnvelopeException(JsonRpcErrorCodes.INVALID_PARAMS, "params must be an object", id);
        }
        return new JsonRpcRequest(id, method, members(params), new JsonObject(message), heldBytes(body, read));
    }

    /** Whether a value may be a JSON-RPC id or a progress token (JSON-RPC 2.0 §4; MCP schema). */
    static boolean isStringOrInteger(Object value) {
        return value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger;
    }

    @SuppressWarnings("unchecked") // the keys of JSON are strings
    private static Map<String, Object> members(Object object) {
        return (Map<String, Object>) object;
    }

    private static StrictJson.Read json(byte[] body, int maxValues) throws EnvelopeException {
        try {
            String text = StrictJson.utf8(body);
            if (text.isBlank()) {
                throw new EnvelopeException(JsonRpcErrorCodes.PARSE_ERROR, "The body is empty", null);
            }
            StrictJson.Read message = JSON.read(text, maxValues);
            if (text.contains("\\u") && hasKeyWithUnpairedSurrogate(message.value())) {
                throw new EnvelopeException(
                        JsonRpcErrorCodes.PARSE_ERROR, "The body holds a key with an unpaired surrogate", null);
            }
            return message;
        } catch (StrictJson.TooManyValues e) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.INVALID_REQUEST,
                    "The body holds more than " + maxValues + " values: send fewer in one request",
                    null);
        } catch (CharacterCodingException e) {
            throw new EnvelopeException(JsonRpcErrorCodes.PARSE_ERROR, "The body is not UTF-8", null);
        } catch (IOException e) {
            throw new EnvelopeException(JsonRpcErrorCodes.PARSE_ERROR, JsonFault.describe(e), null);
        }
    }

    /** The memory of the message: its text at two bytes a character at most, plus its values. */
    private static long heldBytes(byte[] body, StrictJson.Read read) {
        return 2L * body.length + BYTES_OF_A_VALUE * read.values();
    }

    /** Such a key can be parsed, but the MCP extension fails on it. */
    private static boolean hasKeyWithUnpairedSurrogate(Object json) {
        if (json instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                    .anyMatch(member -> hasUnpairedSurrogate((String) member.getKey())
                            || hasKeyWithUnpairedSurrogate(member.getValue()));
        }
        return json instanceof List<?> array && array.stream().anyMatch(JsonRpcParser::hasKeyWithUnpairedSurrogate);
    }

    private static boolean hasUnpairedSurrogate(String name) {
        return name.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static EnvelopeException invalid(String message, Object id) {
        return new EnvelopeException(JsonRpcErrorCodes.INVALID_REQUEST, message, id);
    }
}
