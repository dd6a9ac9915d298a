package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer is data and not a page; caches keep none that depends on a token. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class SecurityHeadersTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String LIST = PING.replace("ping", "tools/list");
    private static final String CALL = PING.replace("\"ping\"", "\"tools/call\",\"params\":{\"name\":\"fixture_add\"}");

    @ParameterizedTest(name = "{0} {1} {2} -> {3}")
    @CsvSource({
        "GET, /.well-known/oauth-protected-resource, , 200, 'public, max-age=3600'",
        "POST, /.well-known/oauth-protected-resource, , 405, no-store",
        "GET, /whoami, token, 200, no-store",
        "GET, /scopes, token, 200, no-store",
        "POST, /mcp, PING, 200, no-store",
        "POST, /mcp, LIST, 200, no-store",
        "POST, /mcp, CALL, 403, no-store",
        "POST, /mcp, nonsense, 400, no-store",
        "GET, /mcp, token, 405, no-store",
        "POST, /mcp, , 401, no-store",
        "GET, /nowhere, , 404, no-store",
        "GET, /mcp/sse, , 404, no-store",
        "GET, /whoami, evil, 403, no-store",
    })
    void areOnEveryAnswerOnce(String method, String path, String what, int status, String cacheControl) {
        Response response = send(method, path, what == null ? "" : what);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(values(response, "X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(values(response, "Referrer-Policy")).containsExactly("no-referrer");
        assertThat(values(response, "Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(values(response, "Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(values(response, "Cache-Control")).containsExactly(cacheControl);
    }

    private static List<String> values(Response response, String header) {
        return response.getHeaders().getValues(header);
    }

    private static Response send(String method, String path, String what) {
        String token = TokenForge.bearer("notes:read");
        return switch (what) {
            case "" -> Mcp.anonymous().request(method, path);
            case "evil" -> Mcp.anonymous().header("Host", "evil.example").request(method, path);
            case "token" -> Mcp.post(token).header("Accept", "*/*").request(method, path);
            case "PING" -> Mcp.post(token).body(PING).request(method, path);
            case "LIST" -> Mcp.post(token).body(LIST).request(method, path);
            case "CALL" -> Mcp.post(token).body(CALL).request(method, path);
            default -> Mcp.post(token).body(what).request(method, path);
        };
    }
}
