package dev.scopednotes.transport;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.Mcp;
import dev.scopednotes.testsupport.RawHttp;
import dev.scopednotes.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger meets on every path, and what a browser page meets. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class PerimeterTest {

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "GET, /.well-known/oauth-protected-resource, 200",
        "HEAD, /.well-known/oauth-protected-resource, 200",
        "GET, /.well-known/oauth-protected-resource/mcp, 200",
        "POST, /.well-known/oauth-protected-resource, 405",
        "DELETE, /.well-known/oauth-protected-resource/mcp, 405",
        "GET, /.well-known/oauth-protected-resource/other, 404",
        "GET, /.well-known/oauth-authorization-server, 404",
        "GET, /.well-known/openid-configuration, 404",
        "POST, /mcp, 401",
        "GET, /mcp, 401",
        "PUT, /mcp, 401",
        "DELETE, /mcp, 401",
        "OPTIONS, /mcp, 401",
        "GET, /mcp/, 404",
        "POST, /mcp/, 404",
        "GET, //mcp, 404",
        "POST, //mcp, 404",
        "POST, /%6dcp, 404",
        "POST, /x/../mcp, 404",
        "GET, /mcp/sse, 404",
        "POST, /mcp/sse, 404",
        "POST, /mcp/messages/1, 404",
        "GET, /mcp/messages/1, 404",
        "GET, /whoami, 401",
        "POST, /whoami, 401",
        "GET, /whoami/x, 401",
        "GET, /scopes, 401",
        "DELETE, /scopes, 401",
        "GET, /, 404",
        "GET, /index.html, 404",
        "GET, /q/health, 404",
        "GET, /q/health/ready, 404",
        "GET, /q/metrics, 404",
        "GET, /q/dev, 404",
        "GET, /MCP, 404",
        "POST, /mcp;x=1, 404",
    })
    void withoutATokenEveryPathAnswersOneStatus(String method, String path, int status) {
        // raw, because HTTP clients tidy paths up before they send them
        assertThat(RawHttp.status(server, method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0"))
                .isEqualTo(status);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "GET, /mcp, 405",
        "DELETE, /mcp, 405",
        "PUT, /mcp, 405",
        "GET, /mcp/, 404",
        "GET, /mcp/sse, 404",
        "POST, /mcp/sse, 404",
        "GET, /mcp/messages/1, 404",
        "POST, /mcp/messages/1, 404",
        "POST, /whoami, 405",
        "GET, /q/metrics, 404",
        "GET, /other, 404"
    })
    void aGoodTokenOpensNoFurtherPath(String method, String path, int status) {
        assertThat(given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                        .request(method, path)
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "notes.example.test.evil.example",
                "evil.example:8000",
                "xnotes.example.test",
                "notes.example.test:8443"
            })
    void aHostThatIsNotOursIsTurnedAwayBeforeAnythingElse(String host) {
        Response response = given().header("Host", host)
                .header("Origin", "http://" + host)
                .get("/.well-known/oauth-protected-resource");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.jsonPath().getString("detail")).contains("Host");
        assertThat(response.headers().hasHeaderWithName("WWW-Authenticate")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"notes.example.test", "NOTES.example.test", "notes.example.test:443", "localhost:1", "127.0.0.1"
            })
    void aHostThatIsOursIsServed(String host) {
        given().header("Host", host)
                .get("/.well-known/oauth-protected-resource")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "http://localhost.evil.example",
                "http://127.0.0.1.evil.example",
                "https://evil.example",
                "null",
                "http://notes.example.test",
                "https://notes.example.test.evil.example",
                "https://notes.example.test:8443",
                "file://",
                "http://localhost:3000/path"
            })
    void aPageOfAnotherOriginIsTurnedAwayTokenOrNot(String origin) {
        Response response = Mcp.post(TokenForge.bearer("notes:read"))
                .header("Origin", origin)
                .body("{}")
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.jsonPath().getString("detail")).contains("Origin");
        assertThat(response.headers().hasHeaderWithName("WWW-Authenticate")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"https://notes.example.test", "http://localhost:3000", "http://127.0.0.1:6274", "http://[::1]:1"
            })
    void aPageThatMayCallReadsTheAnswerAndTheChallenge(String origin) {
        Response allowed = Mcp.post(TokenForge.bearer("notes:read"))
                .header("Origin", origin)
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo(origin);

        Response challenged = Mcp.anonymous().header("Origin", origin).post("/mcp");
        assertThat(challenged.statusCode()).isEqualTo(401);
        assertThat(challenged.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(challenged.header("Access-Control-Expose-Headers")).contains("WWW-Authenticate");
    }

    @Test
    void thePreflightNeedsNoToken() {
        Response response = given().header("Origin", "http://localhost:3000")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type,mcp-protocol-version")
                .options("/mcp");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:3000");
        assertThat(response.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(response.header("Access-Control-Allow-Headers").toLowerCase(java.util.Locale.ROOT))
                .contains("authorization", "mcp-protocol-version");
    }
}
