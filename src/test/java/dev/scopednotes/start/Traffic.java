package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import java.net.http.HttpRequest;
import java.util.Map;

/** Requests of clients and of an orchestrator, each with the expected answer. */
final class Traffic {

    private static final Map<String, Object> RAY = Map.of("user_id", "ray");

    private static final Map<String, Object> INITIALIZE = Map.of(
            "protocolVersion",
            "2025-06-18",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "a", "version", "1"));

    private final Launch server;

    Traffic(Launch server) {
        this.server = server;
    }

    /** A request without a token: 401 with the challenge. */
    HttpRequest stranger() {
        return server.request("/whoami").build();
    }

    /** Answered with 200 once the issuer's keys are there. */
    HttpRequest reads() {
        return call(TokenForge.bearer("notes:read"), "read_notes", RAY);
    }

    /** Without a token: answered by an engine that no gate protects. */
    HttpRequest initializes() {
        return post(server.request("/mcp"), "initialize", INITIALIZE).build();
    }

    /** Every kind of request once, with tokens of its own. */
    void round() throws Exception {
        String reader = TokenForge.bearer("notes:read");
        String everything = TokenForge.bearer("notes:read notes:write admin:notes");

        assertThat(server.send(stranger()).headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer resource_metadata="));
        expect(200, server.request("/.well-known/oauth-protected-resource").build());
        expect(
                401,
                get("/whoami", TokenForge.token("notes:read").time("exp", -600).sign()));
        expect(200, get("/whoami", reader));
        expect(200, get("/scopes", reader));
        expect(200, request(reader, "initialize", INITIALIZE));
        expect(200, request(reader, "tools/list", Map.of()));
        expect(200, call(reader, "read_notes", RAY));
        expect(403, call(reader, "add_note", Map.of("user_id", "ray", "note", "a note")));
        expect(200, call(everything, "add_note", Map.of("user_id", "ray", "note", "a note")));
        expect(200, call(everything, "read_notes", RAY));
        expect(200, call(everything, "admin_purge", RAY));
        expect(200, server.managementRequest("/q/health/ready").build());
        expect(200, server.managementRequest("/q/metrics").build());
    }

    private void expect(int status, HttpRequest request) throws Exception {
        assertThat(server.send(request).statusCode())
                .as(request.uri().getPath())
                .isEqualTo(status);
    }

    private HttpRequest get(String path, String token) {
        return server.request(path).header("Authorization", "Bearer " + token).build();
    }

    private HttpRequest call(String token, String tool, Map<String, Object> arguments) {
        return request(token, "tools/call", Map.of("name", tool, "arguments", arguments));
    }

    private HttpRequest request(String token, String method, Map<String, Object> params) {
        return post(server.request("/mcp").header("Authorization", "Bearer " + token), method, params)
                .build();
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request, String method, Map<String, Object> params) {
        return request.header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(Mcp.body(1, method, params)));
    }
}
