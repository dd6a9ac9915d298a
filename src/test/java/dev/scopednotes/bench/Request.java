package dev.scopednotes.bench;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One POST to the MCP endpoint, as bytes, the status with which it must be answered and a text that the answer must hold. */
record Request(byte[] bytes, int status, String answer) {

    static final String RESOURCE_HOST = "notes.example.test";

    private static final String TEXT = "as was said";

    /** A call of a tool with one short argument; without a token for null. */
    static Request call(String tool, String token, int status) {
        return post(
                "tools/call",
                Map.of("name", tool, "arguments", Map.of("text", TEXT)),
                token,
                status,
                // the tool's own result; an error of the tool has the status 200 too
                status == 200 ? "\"text\":\"" + TEXT + "\"" : "403 forbidden");
    }

    static Request list(String token) {
        return post("tools/list", Map.of(), token, 200, "\"inputSchema\"");
    }

    private static Request post(String method, Map<String, Object> params, String token, int status, String answer) {
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
        return new Request(bytes, status, answer);
    }
}
