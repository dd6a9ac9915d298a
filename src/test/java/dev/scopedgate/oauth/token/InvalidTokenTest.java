package dev.scopedgate.oauth.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each token that is wrong in one thing, beside the valid one (RFC 9068 §4, RFC 6750 §3.1). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class InvalidTokenTest {

    private static final String BOUND =
            "the token is bound to a key by cnf, and this server cannot check that its sender holds the key";

    private static TokenForge token() {
        return TokenForge.token("notes:read");
    }

    static Stream<Arguments> wrongInOneThing() {
        String good = token().sign();
        String[] part = good.split("\\.");
        String other = TokenForge.bearer("admin:notes").split("\\.")[1];
        return Stream.of(
                Arguments.of("the token is malformed", "garbage"),
                Arguments.of("the token is malformed", ""),
                Arguments.of("the token is malformed", part[0] + "." + part[1]),
                Arguments.of("the token is malformed", good + ".x"),
                Arguments.of("the token is malformed", good + " x"),
                Arguments.of("the token is malformed", "\t" + good),
                Arguments.of("the token is malformed", "e30." + part[1] + "." + part[2] + "=x"),
                Arguments.of("the token is longer than 16 KiB", "a".repeat(16 * 1024 + 1)),
                Arguments.of(
                        "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA", "e30." + part[1] + "." + part[2]),
                Arguments.of(
                        "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA",
                        "eyJhbGciOiJub25lIn0." + part[1] + "."),
                Arguments.of(
                        "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA",
                        "eyJhbGciOiJIUzI1NiJ9." + part[1] + "." + part[2]),
                Arguments.of(
                        "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA",
                        token().signedBy(SigningKeys.rsa(), AlgorithmIdentifiers.RSA_USING_SHA512)
                                .sign()),
                Arguments.of(
                        "typ is not that of an access token",
                        token().header("typ", "dpop+jwt").sign()),
                Arguments.of("kid is missing", token().header("kid", null).sign()),
                Arguments.of(
                        "kid names no key of the issuer",
                        token().header("kid", "unknown").sign()),
                Arguments.of(
                        "kid names no key of the issuer",
                        token().header("kid", "ec-2").sign()),
                Arguments.of("the signature does not verify", part[0] + "." + other + "." + part[2]),
                Arguments.of("the signature does not verify", part[0] + "." + part[1] + "."),
                Arguments.of(
                        "the signature does not verify",
                        token().signedBy(SigningKeys.stranger(), AlgorithmIdentifiers.RSA_USING_SHA256)
                                .sign()),
                Arguments.of(
                        "iss is not a trusted issuer",
                        token().claim("iss", TokenForge.ISSUER + "/").sign()),
                Arguments.of("iss is missing", token().without("iss").sign()),
                Arguments.of(
                        "aud does not name this resource",
                        token().claim("aud", TokenForge.RESOURCE + "/").sign()),
                Arguments.of(
                        "aud does not name this resource",
                        token().claim("aud", List.of("a", "b")).sign()),
                Arguments.of("aud is missing", token().without("aud").sign()),
                Arguments.of(
                        "exp has passed",
                        token().time("iat", -60).time("exp", -31).sign()),
                Arguments.of("exp is missing", token().without("exp").sign()),
                Arguments.of(
                        "a claim is of the wrong type",
                        token().claim("exp", "tomorrow").sign()),
                Arguments.of("nbf lies in the future", token().time("nbf", 120).sign()),
                Arguments.of("iat lies in the future", token().time("iat", 120).sign()),
                Arguments.of("iat is missing", token().without("iat").sign()),
                Arguments.of(
                        "the token is not an access token",
                        token().claim("token_use", "id").sign()),
                Arguments.of(
                        "the token is not an access token",
                        token().claim("typ", "ID").sign()),
                Arguments.of(
                        "the token is not an access token",
                        token().claim("typ", "Refresh").sign()),
                Arguments.of(
                        "the token is not an access token",
                        token().claim("at_hash", "x").sign()),
                Arguments.of(
                        BOUND, token().claim("cnf", Map.of("jwk", Map.of())).sign()),
                Arguments.of(
                        "cnf.jkt is not a SHA-256 thumbprint",
                        token().claim("cnf", Map.of("jkt", "x")).sign()),
                Arguments.of(
                        "cnf is not an object that says what the token is bound to",
                        token().claim("cnf", "x").sign()),
                Arguments.of("sub is missing", token().without("sub").sign()),
                Arguments.of(
                        "a claim is of the wrong type", token().claim("sub", 5).sign()),
                Arguments.of(
                        "scope is neither a string nor a list of strings",
                        token().claim("scope", Map.of("notes:read", true)).sign()),
                Arguments.of(
                        "scope is neither a string nor a list of strings",
                        token().claim("scope", List.of(5)).sign()));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("wrongInOneThing")
    void isRefusedAndNamesTheFailedCheck(String check, String token) {
        Response response =
                Mcp.post(token).body(Mcp.body("x", "tools/list", Map.of())).post("/mcp");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().getValues("WWW-Authenticate"))
                .containsExactly("Bearer resource_metadata=\"" + TokenForge.METADATA
                        + "\", scope=\"notes:read\", error=\"invalid_token\", error_description=\"" + check + "\"");
        assertThat(response.asString()).isEqualTo("{\"error\":\"invalid_token\",\"detail\":\"" + check + "\"}");
    }

    static Stream<Arguments> rightInThatThing() {
        return Stream.of(
                Arguments.of("the plain one", token()),
                Arguments.of(
                        "ES256",
                        token().signedBy(SigningKeys.ec(), AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)),
                Arguments.of("PS256", token().signedBy(SigningKeys.rsa(), AlgorithmIdentifiers.RSA_PSS_USING_SHA256)),
                Arguments.of("typ JWT", token().header("typ", "JWT")),
                Arguments.of("typ application/at+jwt", token().header("typ", "application/AT+JWT")),
                Arguments.of("no typ", token().header("typ", null)),
                Arguments.of("aud list with ours", token().claim("aud", List.of("a", TokenForge.RESOURCE))),
                Arguments.of("exp within the skew", token().time("iat", -60).time("exp", -15)),
                Arguments.of("nbf within the skew", token().time("nbf", 15)),
                Arguments.of("iat within the skew", token().time("iat", 15)),
                Arguments.of("token_use access", token().claim("token_use", "access")),
                Arguments.of("typ claim Bearer", token().claim("typ", "Bearer")),
                Arguments.of("scope as a list", token().claim("scope", List.of("notes:read"))),
                Arguments.of("scp as text", token().without("scope").claim("scp", "other notes:read")),
                Arguments.of("scp as a list", token().without("scope").claim("scp", List.of("notes:read"))),
                Arguments.of("azp for client_id", token().without("client_id").claim("azp", "test-client")),
                Arguments.of("cid for client_id", token().without("client_id").claim("cid", "test-client")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rightInThatThing")
    void isAcceptedWithItsScope(String name, TokenForge token) {
        Response response =
                given().header("Authorization", "Bearer " + token.sign()).get("/whoami");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getString("client_id")).isEqualTo("test-client");
        assertThat(response.jsonPath().getList("scopes")).contains("notes:read");
    }

    @Test
    void whoamiShowsTheClaimsOfTheToken() {
        Response response = given().header(
                        "Authorization",
                        "Bearer "
                                + token().claim("scope", "notes:read openid notes:read")
                                        .claim("ring", "ft-member")
                                        .sign())
                .get("/whoami");

        assertThat(response.jsonPath().getMap("$"))
                .containsEntry("ok", true)
                .containsEntry("sub", "ray")
                .containsEntry("client_id", "test-client")
                .containsEntry("ring", "ft-member")
                .containsEntry("scopes", List.of("notes:read", "openid"))
                .containsKey("expires_at");
        assertThat(response.jsonPath().getList("tools"))
                .contains(Map.of(
                        "tool", "fixture_read", "required_scope", "notes:read", "kind", "read", "allowed", true));
    }

    @Test
    void scopesIsTheTableAsJsonAndMarkdown() {
        String bearer = "Bearer " + TokenForge.bearer("");

        assertThat(given().header("Authorization", bearer)
                        .get("/scopes")
                        .jsonPath()
                        .getList("scopes.findAll { it.name.startsWith('fixture_') }.name"))
                .isEqualTo(List.of("fixture_read", "fixture_add", "fixture_purge"));
        Response markdown = given().header("Authorization", bearer)
                .header("Accept", "text/markdown")
                .get("/scopes");
        assertThat(markdown.contentType()).startsWith("text/markdown");
        assertThat(markdown.asString())
                .startsWith("| tool | required scope | kind |\n| --- | --- | --- |\n")
                .contains("| fixture_read | notes:read | read |\n", "| fixture_purge | admin:notes | write |\n");
    }
}
