package dev.scopednotes.bench;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One POST to the MCP endpoint, as bytes, the status with which it must be answered and a text that the answer must hold. */
record Request(byte[] bytes, int status, String answer) {

    static final String RESOURCE_HOST = "notes.example.test";

    private static final String TEXT = "as was said";
    private static final String PAGE = "\"structuredContent\":{\"notes\":[{\"id\":";
    private static final String MODERN = "2026-07-28";
    private static final Map<String, Object> META = Map.of(
            "io.modelcontextprotocol/protocolVersion",
            MODERN,
            "io.modelcontextprotocol/clientInfo",
            Map.of("name", "benchmark", "version", "1"),
            "io.modelcontextprotocol/clientCapabilities",
            Map.of("elicitation", Map.of()));

    /** A call of a tool with one short argument; without a token for null. */
    static Request call(String tool, String token, int status) {
        return post(
                "tools/call",
                Map.of("name", tool, "arguments", Map.of("text", TEXT)),
                token,
                status,
                // the tool's own result; an error of the tool has the status 200 too
                status == 200 ? "\"text\":\"" + TEXT + "\"" : status == 403 ? "403 forbidden" : "");
    }

    /** The same with a token that is bound to a key, and a proof of it (RFC 9449 §7.1). */
    static Request provedCall(String tool, String token, String proof) {
        return post(
                "tools/call",
                Map.of("name", tool, "arguments", Map.of("text", TEXT)),
                null,
                200,
                "\"text\":\"" + TEXT + "\"",
                "MCP-Protocol-Version: 2025-11-25\r\nAuthorization: DPoP " + token + "\r\nDPoP: " + proof + "\r\n");
    }

    /** The first page of that user's notes. */
    static Request page(String user, String token) {
        return post("tools/call", pageOf(user), token, 200, PAGE);
    }

    /** The same in the revision 2026-07-28. */
    static Request modernPage(String user, String token) {
        Map<String, Object> params = new HashMap<>(pageOf(user));
        params.put("_meta", META);
        return post("tools/call", params, token, 200, PAGE, modern("tools/call") + "Mcp-Name: read_notes\r\n");
    }

    /** Stores a note of 100 characters for that user. */
    static Request add(String user, String token, int status) {
        return post(
                "tools/call",
                Map.of(
                        "name",
                        "add_note",
                        "arguments",
                        Map.of("user_id", user, "note", "as was said ".repeat(8) + "once")),
                token,
                status,
                status == 200 ? "\"stored\":true" : "403 forbidden");
    }

    private static Map<String, Object> pageOf(String user) {
        return Map.of("name", "read_notes", "arguments", Map.of("user_id", user));
    }

    static Request list(String token) {
        return post("tools/list", Map.of(), token, 200, "\"inputSchema\"");
    }

    /** The same call in the revision 2026-07-28. */
    static Request modernCall(String tool, String token) {
        Map<String, Object> params = Map.of("name", tool, "arguments", Map.of("text", TEXT), "_meta", META);
        return post(
                "tools/call",
                params,
                token,
                200,
                "\"text\":\"" + TEXT + "\"",
                modern("tools/call") + "Mcp-Name: " + tool + "\r\n");
    }

    static Request discover(String token) {
        return post(
                "server/discover",
                Map.of("_meta", META),
                token,
                200,
                "\"supportedVersions\"",
                modern("server/discover"));
    }

    private static String modern(String method) {
        return "MCP-Protocol-Version: " + MODERN + "\r\nMcp-Method: " + method + "\r\n";
    }

    private static Request post(String method, Map<String, Object> params, String token, int status, String answer) {
        return post(method, params, token, status, answer, "MCP-Protocol-Version: 2025-11-25\r\n");
    }

    private static Request post(
            String method, Map<String, Object> params, String token, int status, String answer, String headers) {
        byte[] body = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", 1)
                .put("method", method)
                .put("params", params)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
        String head = "POST /mcp HTTP/1.1\r\nHost: " + RESOURCE_HOST + "\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\n" + headers
                + (token == null ? "" : "Authorization: Bearer " + token + "\r\n")
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[headBytes.length + body.length];
        System.arraycopy(headBytes, 0, bytes, 0, headBytes.length);
        System.arraycopy(body, 0, bytes, headBytes.length, body.length);
        return new Request(bytes, status, answer);
    }
}
