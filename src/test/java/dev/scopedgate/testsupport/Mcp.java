package dev.scopedgate.testsupport;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Calls the MCP endpoint over HTTP as a client does. */
public final class Mcp {

    private Mcp() {}

    /** A POST to the endpoint, with the headers that a client sends and this token. */
    public static RequestSpecification post(String token) {
        return anonymous().header("Authorization", "Bearer " + token);
    }

    /** The same without a token. */
    public static RequestSpecification anonymous() {
        return given().header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
    }

    /** Sends one request with the id 1. */
    public static Response request(String token, String method, Map<String, Object> params) {
        return post(token).body(body(1, method, params)).post("/mcp");
    }

    /** Calls a tool, id 1. */
    public static Response call(String token, String tool, Map<String, Object> arguments) {
        return request(token, "tools/call", Map.of("name", tool, "arguments", arguments));
    }

    public static String body(Object id, String method, Map<String, Object> params) {
        return new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .put("params", params)
                .encode();
    }
}
