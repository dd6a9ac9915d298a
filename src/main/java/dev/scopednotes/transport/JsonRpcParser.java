package dev.scopednotes.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON-RPC request strictly: UTF-8, one object, no duplicate keys, not deep; no batch (MCP 2025-06-18 removed
 * them), no response (this server asks nothing). What it refuses would make the MCP extension hang, fail or leak.
 */
final class JsonRpcParser {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 100;

    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonRpcParser() {}

    static JsonRpcRequest parse(byte[] body) throws EnvelopeException {
        JsonNode message = json(body);
        if (message.isArray()) {
            throw invalid("Batches are not supported: send one JSON-RPC request in one POST", null);
        }
        if (!message.isObject()) {
            throw invalid("The body must be one JSON-RPC object", null);
        }
        JsonNode id = message.get("id");
        if (id != null && !id.isTextual() && !id.isIntegralNumber()) {
            throw invalid("id must be a string or an integer", null);
        }
        if (!"2.0".equals(message.path("jsonrpc").textValue())) {
            throw invalid("jsonrpc must be \"2.0\"", id);
        }
        JsonNode method = message.get("method");
        if (method == null || !method.isTextual()) {
            throw invalid("method must be a string", id);
        }
        if (message.has("result") || message.has("error")) {
            throw invalid("a request holds neither result nor error", id);
        }
        JsonNode params = message.get("params");
        if (params != null && !params.isObject()) {
            throw new EnvelopeException(JsonRpcErrorCodes.INVALID_PARAMS, "params must be an object", id);
        }
        return new JsonRpcRequest(
                id, method.textValue(), params == null ? JsonNodeFactory.instance.objectNode() : params);
    }

    private static JsonNode json(byte[] body) throws EnvelopeException {
        try {
            String text = utf8(body);
            JsonNode message = STRICT.readTree(text);
            if (text.contains("\\u") && namesHoldHalfACharacter(message)) {
                throw new EnvelopeException(
                        JsonRpcErrorCodes.PARSE_ERROR, "The body holds a key with half a surrogate pair", null);
            }
            if (!message.isMissingNode()) {
                return message;
            }
        } catch (CharacterCodingException e) {
            throw new EnvelopeException(JsonRpcErrorCodes.PARSE_ERROR, "The body is not UTF-8", null);
        } catch (IOException e) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.PARSE_ERROR,
                    "The body is not JSON, or holds a key twice, or is nested deeper than " + MAX_DEPTH,
                    null);
        }
        throw new EnvelopeException(JsonRpcErrorCodes.PARSE_ERROR, "The body is empty", null);
    }

    /** Decoded here, because Jackson would guess UTF-16 and UTF-32 from the bytes. */
    private static String utf8(byte[] body) throws CharacterCodingException {
        String text = new String(body, StandardCharsets.UTF_8);
        // what this constructor puts for bytes that are none may also stand there rightly: the slow way tells
        return text.indexOf('\uFFFD') < 0
                ? text
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(body))
                        .toString();
    }

    /** Such a key parses here, and there the MCP extension fails on it. */
    private static boolean namesHoldHalfACharacter(JsonNode node) {
        return node.propertyStream()
                        .anyMatch(member -> member.getKey()
                                        .codePoints()
                                        .anyMatch(point ->
                                                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                                || namesHoldHalfACharacter(member.getValue()))
                || node.isArray() && node.valueStream().anyMatch(JsonRpcParser::namesHoldHalfACharacter);
    }

    private static EnvelopeException invalid(String message, JsonNode id) {
        return new EnvelopeException(JsonRpcErrorCodes.INVALID_REQUEST, message, id);
    }
}
