package dev.scopedgate.oauth.bearer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to a request without a token, from which a client finds how to sign in (RFC 6750 §3, RFC 9728 §5.1). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class UnauthenticatedTest {

    private static final String CHALLENGE =
            "Bearer resource_metadata=\"" + TokenForge.METADATA + "\", scope=\"notes:read\"";
    private static final String ALSO_DPOP = ", DPoP algs=\"ES256 EdDSA PS256 RS256 Ed25519 Ed448\"";

    @TestHTTPResource("/")
    URI server;

    private static void assertChallenged(Response response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().getValues("WWW-Authenticate")).containsExactly(CHALLENGE + ALSO_DPOP);
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(response.asString()).isEqualTo("{\"error\":\"unauthorized\",\"detail\":\"present a bearer token\"}");
    }

    @ParameterizedTest(name = "body: {0}")
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "not json",
                "{\"jsonrpc\":\"2.0\",\"id\":\"text\",\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":123456789012345678901234567890,\"method\":\"x\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null}",
                "{\"id\":{\"a\":[1]}}"
            })
    void challengesARequestWithoutATokenForAnyBody(String body) {
        assertChallenged(given().contentType("application/json").body(body).post("/mcp"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /mcp",
        "POST, /mcp",
        "PUT, /mcp",
        "DELETE, /mcp",
        "PATCH, /mcp",
        "OPTIONS, /mcp",
        "GET, /whoami",
        "POST, /whoami",
        "DELETE, /whoami",
        "GET, /scopes",
        "PUT, /scopes"
    })
    void challengesARequestWithoutATokenForAnyMethod(String method, String path) {
        assertChallenged(given().request(method, path));
    }

    static Stream<Arguments> otherSchemes() {
        String basic = Base64.getEncoder().encodeToString("ray:secret".getBytes(StandardCharsets.UTF_8));
        return Stream.of("Basic " + basic, "Digest username=\"ray\"", "BearerX abc", "Token abc", "DPoPX abc")
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherSchemes")
    void ignoresOtherSchemes(String authorization) {
        assertChallenged(given().header("Authorization", authorization).post("/mcp"));
    }

    @Test
    void ignoresATokenInACookie() {
        String token = TokenForge.bearer("notes:read");

        for (String cookie : List.of("Bearer", "access_token", "Authorization")) {
            Response response = given().cookie(cookie, token).get("/whoami");
            assertChallenged(response);
            assertThat(response.cookies()).isEmpty();
        }
        given().header("Authorization", "Bearer " + token).get("/whoami").then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Bearer", "bearer", "BEARER", "bEaReR"})
    void theSchemeIsCaseInsensitive(String scheme) {
        given().header("Authorization", scheme + " " + TokenForge.bearer("notes:read"))
                .get("/whoami")
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenInTheQueryIsAnInvalidRequest() {
        Response response = given().queryParam("access_token", TokenForge.bearer("notes:read"))
                .get("/whoami");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.header("WWW-Authenticate"))
                .isEqualTo(CHALLENGE + ", error=\"invalid_request\", error_description=\"the token is in the query:"
                        + " send it in the Authorization header\"");
        assertChallenged(given().queryParam("other", "x").get("/whoami"));
    }

    @Test
    void aTokenInAFormIsAnInvalidRequest() {
        Response response = given().formParam("a", "b")
                .formParam("access_token", TokenForge.bearer("notes:read"))
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getString("error")).isEqualTo("invalid_request");
        assertChallenged(given().formParam("other", "x").post("/mcp"));
    }

    @Test
    void refusesTwoAuthorizationHeadersEvenIfBothAreValid() {
        String bearer = "Bearer " + TokenForge.bearer("notes:read");

        Response response = given().header("Authorization", bearer)
                .header("Authorization", bearer)
                .get("/whoami");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getMap("$"))
                .isEqualTo(Map.of("error", "invalid_request", "detail", "more than one Authorization header"));
        given().header("Authorization", bearer).get("/whoami").then().statusCode(200);
    }

    /** The headers of a long upload arrive and the body never does: the answer does not wait for it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Content-Length: 1000000",
                "Transfer-Encoding: chunked",
                "Content-Length: 900000000",
                "Expect: 100-continue\r\nContent-Length: 5000",
                "Authorization: Bearer garbage\r\nContent-Length: 1000000",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000"
            })
    void answersWithoutWaitingForTheBody(String headers) {
        Instant begun = Instant.now();

        String answer = RawHttp.exchange(server, "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers, "\"}");

        assertThat(answer).startsWith("HTTP/1.1 401 Unauthorized\r\n");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(3));
    }
}
