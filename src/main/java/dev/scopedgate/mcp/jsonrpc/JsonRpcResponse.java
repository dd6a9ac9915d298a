package dev.scopedgate.mcp.jsonrpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scopedgate.http.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import java.util.Optional;

/** Writes a JSON-RPC response with the request's id, or null if the id could not be read (JSON-RPC 2.0 §5). */
public final class JsonRpcResponse {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonRpcResponse() {}

    public static void result(HttpServerResponse response, Object id, String resultJson) {
        Answer.json(
                response,
                200,
                Buffer.buffer("{\"jsonrpc\":\"2.0\",\"id\":")
                        .appendBuffer(Json.encodeToBuffer(id))
                        .appendString(",\"result\":" + resultJson + "}"));
    }

    public static void error(
            HttpServerResponse response, int status, Object id, int code, String message, Optional<Object> data) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.putPOJO("id", id);
        ObjectNode error = answer.putObject("error").put("code", code).put("message", message);
        data.ifPresent(value -> error.putPOJO("data", value));
        try {
            Answer.json(response, status, Buffer.buffer(JSON.writeValueAsBytes(answer)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own is always JSON", e);
        }
    }

    public static void error(HttpServerResponse response, EnvelopeException e) {
        error(response, e.status(), e.id(), e.code(), e.getMessage(), e.data());
    }
}
