package dev.scopedgate.perimeter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.OwnRoutes;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error is JSON, whatever Accept says, and names its true reason. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(OwnRoutes.class)
public class JsonErrorsTest {

    @TestHTTPResource("/")
    URI server;

    @Alternative
    @Singleton
    public static class Failing {
        void register(@Observes Router router) {
            router.route("/fails").handler(context -> {
                throw new IllegalStateException("secret");
            });
        }
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3} {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /nope               | text/html                            | 404 | not_found",
                "GET    | /nope               | text/html,application/xhtml+xml,*/*  | 404 | not_found",
                "POST   | /                   | text/html                            | 405 | method_not_allowed",
                "POST   | /nope               | text/html                            | 404 | not_found",
                "DELETE | /nope/deeper        | text/plain                           | 404 | not_found",
                "GET    | /mcp/sse            | text/event-stream                    | 404 | not_found",
                "GET    | /whoami/x           | text/html                            | 404 | not_found",
                "GET    | /mcp                | text/html                            | 405 | method_not_allowed",
                "DELETE | /whoami             | text/html                            | 405 | method_not_allowed",
                "POST   | /scopes             | text/html                            | 405 | method_not_allowed",
                "PUT    | /.well-known/oauth-protected-resource | text/html          | 405 | method_not_allowed",
                "GET    | /whoami             | text/html                            | 406 | not_acceptable",
                "GET    | /scopes             | image/png                            | 406 | not_acceptable",
                "GET    | /fails              | text/html                            | 500 | server_error",
            })
    void anErrorIsJsonWhateverAcceptSays(String method, String path, String accept, int status, String error) {
        Response response = given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .header("Accept", accept)
                .request(method, path);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(response.jsonPath().getString("error")).isEqualTo(error);
        assertThat(response.asString()).doesNotContain("secret", "Exception");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void existingPathsKeepTheirMediaType() {
        assertThat(given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                        .header("Accept", "text/markdown")
                        .get("/scopes")
                        .contentType())
                .startsWith("text/markdown");
    }

    static Stream<Arguments> bodies() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        return Stream.of(
                Arguments.of(ping.replace("1,", "9".repeat(101) + ","), "a number of more than 100 digits"),
                Arguments.of(ping.replace("}", ",\"id\":2}"), "a key twice: see line 1, column"),
                Arguments.of(ping + "\n{}", "more than one JSON value: see line 2, column"),
                Arguments.of(ping.replace("}", ""), "ends before its JSON does"),
                Arguments.of("{\"secret\" 1}", "not JSON: see line 1, column"),
                Arguments.of("secret", "not JSON: see line 1, column"),
                Arguments.of("[".repeat(70) + "]".repeat(70), "nested deeper than 64"),
                Arguments.of(
                        ping.replace("}", ",\"params\":{\"" + "k".repeat(60_000) + "\":1}}"), "a key that is too long"),
                Arguments.of(ping.replace("}", ",\"params\":{\"\\ud800\":1}}"), "an unpaired surrogate"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("bodies")
    void namesReasonAndPlaceForABodyThatCannotBeParsed(String body, String reason) {
        Response response = Mcp.post(TokenForge.bearer("notes:read")).body(body).post("/mcp");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32700);
        assertThat(response.jsonPath().getString("error.message"))
                .contains(reason)
                .doesNotContain("secret", "kkk");
    }

    @Test
    void acceptsAnIdOfAHundredDigits() {
        Response response = Mcp.post(TokenForge.bearer("notes:read"))
                .body("{\"jsonrpc\":\"2.0\",\"id\":" + "9".repeat(100) + ",\"method\":\"ping\"}")
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.asString()).contains("9".repeat(100));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"notes.example.test., without the dot", "notes.example.test.:443, without the dot", "x.y, allowed-hosts"
    })
    void saysWhatIsWrongWithAForeignHost(String host, String reason) {
        assertThat(RawHttp.exchange(server, "GET / HTTP/1.1\r\nConnection: close\r\nHost: " + host, "}"))
                .startsWith("HTTP/1.1 403 ")
                .contains("Host is not a name of this server", reason);
    }
}
