package dev.scopedgate.testsupport;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request of MCP 2026-07-28: a valid one, in which a test replaces or removes what it is about. */
public final class Modern {

    public static final String VERSION = "2026-07-28";
    public static final String CLAIM = "io.modelcontextprotocol/protocolVersion";
    public static final String CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";

    private final String method;
    private final Map<String, Object> params = new HashMap<>();
    private final Map<String, Object> meta = new HashMap<>();
    private final Map<String, Object> headers = new LinkedHashMap<>();
    private Object id = 1;

    private Modern(String method, Map<String, Object> given) {
        this.method = method;
        params.putAll(given);
        meta.put(CLAIM, VERSION);
        meta.put(CAPABILITIES, Map.of());
        headers.put("MCP-Protocol-Version", VERSION);
        headers.put("Mcp-Method", method);
        Object name = given.getOrDefault("name", given.get("uri"));
        if (name != null) {
            headers.put("Mcp-Name", encoded(name.toString()));
        }
    }

    public static Modern request(String method) {
        return new Modern(method, Map.of());
    }

    public static Modern request(String method, Map<String, Object> params) {
        return new Modern(method, params);
    }

    public static Modern call(String tool, Map<String, Object> arguments) {
        return new Modern("tools/call", Map.of("name", tool, "arguments", arguments));
    }

    /** As a header carries it: in base64 unless it is plain ASCII. */
    public static String encoded(String value) {
        return value.chars().allMatch(c -> c > ' ' && c <= '~')
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    public Modern id(Object other) {
        id = other;
        return this;
    }

    /** Sets that member of {@code _meta}; null removes it. */
    public Modern meta(String key, Object value) {
        return put(meta, key, value);
    }

    /** Sets that header; null removes it. */
    public Modern header(String name, Object value) {
        return put(headers, name, value);
    }

    /** Sets that member of the params; null removes it. */
    public Modern param(String name, Object value) {
        return put(params, name, value);
    }

    private Modern put(Map<String, Object> members, String key, Object value) {
        if (value == null) {
            members.remove(key);
        } else {
            members.put(key, value);
        }
        return this;
    }

    /** Claims that revision in header and body. */
    public Modern version(String version) {
        return header("MCP-Protocol-Version", version).meta(CLAIM, version);
    }

    public Map<String, Object> headers() {
        return headers;
    }

    public String body() {
        Map<String, Object> all = new HashMap<>(params);
        all.putIfAbsent("_meta", meta);
        return Mcp.body(id, method, all);
    }

    public Response send(String token) {
        return send(Mcp.post(token));
    }

    public Response anonymous() {
        return send(Mcp.anonymous());
    }

    private Response send(RequestSpecification post) {
        return post.config(RestAssured.config()).headers(headers).body(body()).post("/mcp");
    }
}
