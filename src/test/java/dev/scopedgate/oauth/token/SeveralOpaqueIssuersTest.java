package dev.scopedgate.oauth.token;

import static dev.scopedgate.testsupport.OpaqueIssuers.active;
import static dev.scopedgate.testsupport.OpaqueIssuers.shown;
import static dev.scopedgate.testsupport.OpaqueIssuers.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.OpaqueIssuers;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two issuers of opaque tokens beside one of signed tokens: no token is shown to an issuer that did not make it, and what
 * one of them fails at does not affect the other (RFC 7662 §4).
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@QuarkusTestResource(value = OpaqueIssuers.class, restrictToAnnotatedClass = true)
@TestProfile(SeveralOpaqueIssuersTest.ShortMemory.class)
class SeveralOpaqueIssuersTest {

    public static class ShortMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.token-cache.max-age", "1s",
                    "scoped-gate.introspection.timeout", "4s",
                    "scoped-gate.issuers.acme.scope-prefix", "acme/",
                    "scoped-gate.issuers.acme.scope-prefix-in-token", "true");
        }
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @AfterEach
    void wellAgain() {
        OpaqueIssuers.NAMES.forEach(name -> {
            OpaqueIssuers.fault(name, null);
            OpaqueIssuers.delay(name, null);
            OpaqueIssuers.revokeAll(name, false);
        });
    }

    private static Response whoami(String token) {
        return given().header("Authorization", "Bearer " + token).get("/whoami");
    }

    private static String other(String name) {
        return name.equals("ory") ? "acme" : "ory";
    }

    private static void assertShownToNone(String token) {
        assertThat(OpaqueIssuers.NAMES)
                .allSatisfy(name -> assertThat(shown(name)).doesNotContain(token));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ory", "acme"})
    void aTokenIsShownToTheIssuerOfItsPrefixAndToNoOther(String name) {
        String token = token(name, active(name, "notes:read"));

        assertThat(whoami(token).statusCode()).isEqualTo(200);
        assertThat(shown(name)).containsOnlyOnce(token);
        assertThat(shown(other(name))).doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ory_x:y", "xory_x:y", "ory-x:y", "or", "_", "ory:acme_x", "acm", "x.y.z", "a.b", "~", "=="})
    void aTokenWithThePrefixOfNoIssuerIsShownToNone(String token) {
        Response refused = whoami(token);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo("the token is not signed, and begins like the tokens of no trusted issuer");
        assertShownToNone(token);
    }

    /** A signed token goes to the issuer that it names, if that one is asked about tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"ory", "acme"})
    void aSignedTokenIsShownToTheIssuerThatItNamesAndToNoOther(String name) {
        String token = TokenForge.token("notes:read")
                .claim("iss", OpaqueIssuers.issuer(name))
                .sign();

        assertThat(whoami(token).statusCode()).isEqualTo(200);
        assertThat(shown(name)).containsOnlyOnce(token);
        assertThat(shown(other(name))).doesNotContain(token);
    }

    @Test
    void aTokenWithAJoseHeaderThatNamesNoSuchIssuerIsShownToNone() {
        String stranger = TokenForge.token("notes:read")
                .claim("iss", "https://stranger.example.test")
                .sign();
        String slash = TokenForge.token("notes:read")
                .claim("iss", OpaqueIssuers.issuer("ory") + "/")
                .sign();
        String nobody = TokenForge.token("notes:read").without("iss").sign();
        String list = CompactJws.rs256("{\"alg\":\"RS256\"}", "{\"iss\":[\"" + OpaqueIssuers.issuer("ory") + "\"]}");
        String encrypted = encoded("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..aXY.dGV4dA.dGFn";
        String idJag = TokenForge.token("notes:read")
                .header("typ", "oauth-id-jag+jwt")
                .claim("iss", "https://stranger.example.test")
                .sign();

        // its issuer would know it, though not as an access token
        String idJagOfAnIssuer = TokenForge.token("notes:read")
                .header("typ", "oauth-id-jag+jwt")
                .claim("iss", OpaqueIssuers.issuer("ory"))
                .sign();

        for (String token : new String[] {stranger, slash, nobody, list, encrypted, idJag, idJagOfAnIssuer}) {
            assertThat(whoami(token).statusCode()).isEqualTo(401);
            assertShownToNone(token);
        }
        assertThat(whoami(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
    }

    @Test
    void oneIssuerCannotSpeakForTheOther() {
        Response refused = whoami(token("ory", active("acme", "notes:read")));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("detail")).isEqualTo("iss is not a trusted issuer");
        assertThat(whoami(token("acme", active("acme", "notes:read"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anAnswerIsReadWithTheNamesOfItsIssuerAndSaysWhoActs() {
        String scopes = "acme/notes:read notes:write ory/notes:write";
        JsonObject act = new JsonObject().put("sub", "agent");

        assertThat(whoami(token("acme", active("acme", scopes).put("act", act)))
                        .jsonPath()
                        .getMap("$"))
                .containsEntry("scopes", List.of("notes:read"))
                .containsEntry("actors", List.of(Map.of("sub", "agent")));
        assertThat(whoami(token("ory", active("ory", scopes))).jsonPath().getList("scopes"))
                .isEqualTo(List.of("acme/notes:read", "notes:write", "ory/notes:write"));
        assertThat(whoami(token("ory", active("ory", scopes).put("act", "agent")))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest(name = "{0} answers {1}: {2}")
    @CsvSource({
        "ory, 500, introspection failed",
        "acme, 500, introspection failed",
        "ory, 401, the issuer rejects this server's credentials",
        "acme, 403, the issuer rejects this server's credentials"
    })
    void anOutageOfOneIsNoneOfTheOther(String failing, int status, String detail) {
        OpaqueIssuers.fault(failing, status);

        Response unjudged = whoami(token(failing, active(failing, "notes:read")));
        assertThat(unjudged.statusCode()).isEqualTo(503);
        assertThat(unjudged.jsonPath().getString("detail")).startsWith(detail);
        assertThat(whoami(token(other(failing), active(other(failing), "notes:read")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(whoami(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
        given().get(ready).then().statusCode(200);
        assertThat(given().get(ready)
                        .jsonPath()
                        .getString("checks.find { it.name == 'keys of the issuers' }.data.'"
                                + OpaqueIssuers.issuer(failing) + "'"))
                .contains("status " + status);

        OpaqueIssuers.fault(failing, null);
        assertThat(whoami(token(failing, active(failing, "notes:read"))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSlowIssuerDelaysNoTokenOfTheOther() {
        OpaqueIssuers.delay("ory", 10_000);
        String slow = token("ory", active("ory", "notes:read"));
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> whoami(slow).statusCode());
        await().atMost(Duration.ofSeconds(20)).until(() -> shown("ory").contains(slow));

        assertThat(whoami(token("acme", active("acme", "notes:read"))).statusCode())
                .isEqualTo(200);
        assertThat(waiting).isNotDone();
        assertThat(waiting.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(503);
    }

    @Test
    void aRevocationAtOneEndsItsTokensAndNotThoseOfTheOther() {
        String ory = token("ory", active("ory", "notes:read"));
        String acme = token("acme", active("acme", "notes:read"));
        assertThat(whoami(ory).statusCode()).isEqualTo(200);
        assertThat(whoami(acme).statusCode()).isEqualTo(200);

        OpaqueIssuers.revokeAll("ory", true);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(whoami(ory).statusCode()).isEqualTo(401));
        assertThat(whoami(acme).statusCode()).isEqualTo(200);
        assertThat(shown("acme")).doesNotContain(ory);
    }
}
