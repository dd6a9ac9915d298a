package dev.scopednotes.bench;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One POST to the MCP endpoint, as bytes, and the status with which it must be answered. */
record Request(byte[] bytes, int status) {

    static final String RESOURCE_HOST = "notes.example.test";

    /** A call of a tool with one short argument; without a token for null. */
    static Request call(String tool, String token, int status) {
        return post("tools/call", Map.of("name", tool, "arguments", Map.of("text", "as was said")), token, status);
    }

    static Request list(String token) {
        return post("tools/list", Map.of(), token, 200);
    }

    private static Request post(String method, Map<String, Object> params, String token, int status) {
        byte[] body = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .put("params", params)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        String head = "POST /mcp HTTP/1.1\r\nHost: " + RESOURCE_HOST + "\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2025-11-25\r\n"
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, bytes, 0, headBytes.length);
        System.arraycopy(body, 0, bytes, headBytes.length, body.length);
        return new Request(bytes, status);
    }
}
