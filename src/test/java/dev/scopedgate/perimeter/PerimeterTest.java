package dev.scopedgate.perimeter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answer on every path without a token. */
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
        "GET, /, 200",
        "POST, /, 405",
        "GET, /scoped-gate/page.json, 200",
        "GET, /scoped-gate/, 404",
        "GET, //scoped-gate/page.json, 404",
        "GET, /index.html, 404",
        "GET, /q/health, 404",
        "GET, /q/health/ready, 404",
        "GET, /q/metrics, 404",
        "GET, /q/dev, 404",
        "GET, /MCP, 404",
        "POST, /mcp;x=1, 404",
        "POST, /mcp%, 400",
        "POST, /mcp%zz, 400",
        "GET, /%00, 404",
        "GET, /%ff%fe, 404",
        "GET, /whoami/%zz, 400",
        "GET, /.well-known/oauth-protected-resource%zz, 400",
    })
    void withoutATokenEachPathHasItsStatus(String method, String path, int status) {
        // over raw sockets, because HTTP clients correct paths before they send them
        try (LogRecorder log = new LogRecorder()) {
            assertThat(RawHttp.status(
                            server, method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0"))
                    .isEqualTo(status);
            assertThat(log.entries()).noneMatch(entry -> entry.contains("Exception"));
        }
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
    void aValidTokenOpensNoOtherPath(String method, String path, int status) {
        assertThat(given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                        .request(method, path)
                        .statusCode())
                .isEqualTo(status);
    }
}
