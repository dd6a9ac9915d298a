package dev.scopedgate.perimeter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which origins may call, and what their browsers let them read. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class OriginTest {

    private static final String PAGE = "http://localhost:3000";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://evil.example",
                // prefixes and suffixes of valid origins
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "https://notes.example.test.evil.example",
                "https://evil.example?https://notes.example.test",
                "https://notes.example.test@evil.example",
                "http://localhost:3000@evil.example",
                // a valid host with another scheme or port
                "http://notes.example.test",
                "https://notes.example.test:8443",
                // not a web origin
                "null",
                "file://",
                "http://localhost:3000/path",
                "http://localhost:3000 https://evil.example",
                "https://notes.example.test.",
                "http://localhost.:3000",
            })
    void refusesAForeignOriginWithOrWithoutAToken(String origin) {
        for (Response response : new Response[] {
            Mcp.post(TokenForge.bearer("notes:read"))
                    .header("Origin", origin)
                    .body("{}")
                    .post("/mcp"),
            Mcp.anonymous().header("Origin", origin).get("/whoami")
        }) {
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.jsonPath().getString("detail")).contains("Origin");
            assertThat(response.headers().hasHeaderWithName("WWW-Authenticate")).isFalse();
            assertThat(response.headers().hasHeaderWithName("Access-Control-Allow-Origin"))
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https://notes.example.test", PAGE, "http://127.0.0.1:6274", "http://[::1]:1"})
    void anAllowedOriginCanReadTheAnswerAndTheChallenges(String origin) {
        Response allowed = Mcp.post(TokenForge.bearer("notes:read"))
                .header("Origin", origin)
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");
        Response unauthenticated = Mcp.anonymous().header("Origin", origin).post("/mcp");
        Response denied = Mcp.post(TokenForge.bearer("notes:read"))
                .header("Origin", origin)
                .body(Mcp.body(1, "tools/call", Map.of("name", "fixture_add")))
                .post("/mcp");

        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(unauthenticated.statusCode()).isEqualTo(401);
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(unauthenticated.header("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(denied.header("WWW-Authenticate")).startsWith("Bearer error=\"insufficient_scope\"");
        for (Response response : new Response[] {allowed, unauthenticated, denied}) {
            assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(origin);
            assertThat(response.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
            // no cookies here, and none from elsewhere; the only value is true (Fetch §3.2.3)
            assertThat(response.header("Access-Control-Allow-Credentials")).isNull();
            assertThat(response.getHeaders().getValues("Vary")).contains("origin");
        }
    }

    /** Otherwise a cache would serve one origin's answer to another. */
    @Test
    void sendsVaryOriginWithoutAnOriginToo() {
        assertThat(Mcp.anonymous().post("/mcp").header("Vary")).isEqualTo("origin");
        assertThat(given().header("Origin", PAGE)
                        .get("/.well-known/oauth-protected-resource")
                        .headers()
                        .hasHeaderWithName("Vary"))
                .isFalse();
    }

    @Test
    void thePreflightNeedsNoToken() {
        Response response = preflight(PAGE);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(response.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(response.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT))
                .contains("authorization", "mcp-protocol-version");
        assertThat(response.header("Vary")).isEqualTo("origin");
    }

    @Test
    void refusesThePreflightOfAnotherOrigin() {
        Response response = preflight("http://localhost.evil.example");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().hasHeaderWithName("Access-Control-Allow-Origin"))
                .isFalse();
    }

    @Test
    void thePreflightAllowsTheHeadersOfAModernRequest() {
        String allowed = preflight(PAGE, "mcp-method, mcp-name, Mcp-Param-Region,mcp-param-a b, x-other")
                .header("Access-Control-Allow-Headers")
                .toLowerCase(Locale.ROOT);

        assertThat(allowed.split(",\\s*"))
                .contains("mcp-method", "mcp-name", "mcp-param-region", "authorization")
                .doesNotContain("x-other", "mcp-param-a b");
    }

    private static Response preflight(String origin) {
        return preflight(origin, "authorization,content-type,mcp-protocol-version");
    }

    private static Response preflight(String origin, String headers) {
        return given().header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", headers)
                .options("/mcp");
    }
}
