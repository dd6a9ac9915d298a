package dev.scopedgate.oauth.token;

import static dev.scopedgate.testsupport.IntrospectionServer.active;
import static dev.scopedgate.testsupport.IntrospectionServer.asked;
import static dev.scopedgate.testsupport.IntrospectionServer.token;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.IntrospectionServer;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.SigningKeys;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An issuer of opaque tokens beside one of signed tokens (RFC 7662): the claims of its answers are checked like those
 * of a token.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@QuarkusTestResource(value = IntrospectionServer.class, restrictToAnnotatedClass = true)
@TestProfile(OpaqueTokensTest.ExactClocks.class)
public class OpaqueTokensTest {

    public static class ExactClocks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.token.clock-skew", "0s",
                    "scoped-gate.introspection.timeout", "4s",
                    // AbandonedCallsTest
                    "scoped-gate.limits.concurrent-calls-per-subject", "2");
        }
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @AfterEach
    void wellAgain() {
        IntrospectionServer.fault(null, null);
        IntrospectionServer.delay(0);
    }

    private static Response whoami(String token) {
        return given().header("Authorization", "Bearer " + token).get("/whoami");
    }

    @Test
    void aTokenHasExactlyTheClaimsOfTheAnswer() {
        Response response = whoami(token(active("notes:read").put("ring", "operator")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getMap("$"))
                .containsEntry("sub", "mich")
                .containsEntry("client_id", "worker")
                .containsEntry("scopes", List.of("notes:read"))
                .doesNotContainKey("ring");
        assertThat(Mcp.call(token(active("notes:read")), "fixture_purge", Map.of("user_id", "mich"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "active, false, the token is not active",
        "active, '\"true\"', the token is not active",
        "active, , the token is not active",
        "iss, '\"https://opaque.example.test/\"', iss is not a trusted issuer",
        "iss, , iss is missing",
        "iss, 5, a claim is of the wrong type",
        "aud, '\"https://other.example.test/mcp\"', aud does not name this resource",
        "aud, '[]', aud is missing",
        "aud, , aud is missing",
        "exp, 1000, exp has passed",
        "exp, , exp is missing",
        "exp, '\"tomorrow\"', a claim is of the wrong type",
        "nbf, 99999999999, nbf lies in the future",
        "iat, 99999999999, iat lies in the future",
        "sub, , sub is missing",
        "token_type, '\"refresh_token\"', the token is not an access token",
        "token_use, '\"refresh_token\"', the token is not an access token",
        "cnf, '{\"jkt\":\"x\"}', cnf.jkt is not a SHA-256 thumbprint",
        "token_type, '\"DPoP\"', 'the token is of the type DPoP, and cnf does not say to which key it is bound'",
        "cnf, '{\"kid\":\"x\"}', 'the token is bound to a key by cnf, and this server cannot check that its sender holds the"
                + " key'",
        "scope, 5, scope is neither a string nor a list of strings",
    })
    void checksTheClaimsOfTheAnswer(String member, String json, String check) {
        JsonObject right = active("notes:read");
        JsonObject wrong = active("notes:read");
        if (json == null) {
            wrong.remove(member);
        } else {
            wrong.put(member, new JsonObject("{\"v\":" + json + "}").getValue("v"));
        }

        Response refused = whoami(token(wrong));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("detail")).isEqualTo(check);
        assertThat(whoami(token(right.put("aud", List.of("x", TokenForge.RESOURCE))
                                .put("token_type", "Bearer")))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"DPoP", "dpop", "Bearer", ""})
    void theAnswerSaysToWhatATokenIsBound(String type) {
        PublicJsonWebKey key = SigningKeys.ec();
        JsonObject answer = active("notes:read").put("cnf", new JsonObject().put("jkt", ProofForge.thumbprint(key)));
        String token = token(type.isEmpty() ? answer : answer.put("token_type", type));

        // the second time it is remembered
        for (int i = 0; i < 2; i++) {
            assertThat(whoami(token).statusCode()).isEqualTo(401);
            assertThat(whoami(token).jsonPath().getString("detail")).contains("scheme DPoP");
            assertThat(given().header("Authorization", "DPoP " + token)
                            .header(
                                    "DPoP",
                                    ProofForge.proof(key, "GET", "/whoami", token)
                                            .sign())
                            .get("/whoami")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAnswerDoesNotTakeTheBindingFromAToken() {
        JsonObject claims = active("notes:read");
        String signed = TokenForge.token("notes:read")
                .claim("iss", claims.getString("iss"))
                .claim("cnf", Map.of("jkt", ProofForge.thumbprint(SigningKeys.ec())))
                .sign();
        IntrospectionServer.fault(200, claims.encode());

        assertThat(whoami(signed).jsonPath().getString("detail"))
                .isEqualTo("the cnf that the token holds is not that of the answer about the token");
        // a certificate instead of the key
        IntrospectionServer.fault(
                200,
                claims.copy()
                        .put("cnf", new JsonObject().put("x5t#S256", ProofForge.thumbprint(SigningKeys.ec())))
                        .encode());
        assertThat(whoami(signed).jsonPath().getString("detail"))
                .isEqualTo("the cnf that the token holds is not that of the answer about the token");
        IntrospectionServer.fault(200, claims.encode());
        String unbound = TokenForge.token("notes:read")
                .claim("iss", claims.getString("iss"))
                .sign();
        assertThat(whoami(unbound).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenWithoutScopesIsDenied() {
        JsonObject bare = active("");
        bare.remove("scope");

        assertThat(whoami(token(bare)).jsonPath().getList("scopes")).isEmpty();
        assertThat(Mcp.call(token(bare), "fixture_read", Map.of("user_id", "mich"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(Mcp.call(token(active("notes:read")), "fixture_read", Map.of("user_id", "mich"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void asksTheIssuerOnceForManyCalls() throws Exception {
        String token = token(active("notes:read"));
        int before = asked();
        IntrospectionServer.delay(2000);
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<Integer>> calls = IntStream.range(0, 20)
                    .mapToObj(i ->
                            CompletableFuture.supplyAsync(() -> whoami(token).statusCode(), callers))
                    .toList();
            assertThat(calls)
                    .allMatch(call -> call.orTimeout(60, TimeUnit.SECONDS).join() == 200);
        } finally {
            callers.shutdownNow();
        }

        assertThat(whoami(token).statusCode()).isEqualTo(200);
        assertThat(asked() - before).isEqualTo(1);
    }

    @Test
    void cachesNoTokenLongerThanItsLifetime() {
        String token = token(active("notes:read").put("exp", System.currentTimeMillis() / 1000 + 3));

        assertThat(whoami(token).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(whoami(token).statusCode()).isEqualTo(401));
    }

    @Test
    void aTokenThatBeginsLikeASignedOneIsShownToNobody() {
        String signed = TokenForge.token("notes:read")
                .claim("iss", "https://stranger.example.test")
                .sign();
        int before = asked();

        for (String token :
                List.of("\"" + signed, signed.replaceFirst("[.]", "==."), signed.replaceFirst("[.]", "!."))) {
            assertThat(whoami(token).statusCode()).isEqualTo(401);
        }
        assertThat(asked()).isEqualTo(before);
        // an opaque token may have a dot
        whoami("opaque.text");
        assertThat(asked()).isGreaterThan(before);
    }

    @Test
    void verifiesSignedTokensByKeysAndSendsOtherIssuersTokensNowhere() {
        int before = asked();

        assertThat(whoami(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
        assertThat(whoami(TokenForge.token("notes:read")
                                .claim("iss", "https://stranger.example.test")
                                .sign())
                        .statusCode())
                .isEqualTo(401);
        // encrypted, so that its issuer cannot be read
        assertThat(whoami("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.a2V5.aXY.dGV4dA.dGFn")
                        .statusCode())
                .isEqualTo(401);
        assertThat(asked()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "500, {}",
        "401, {}",
        "302, {}",
        "200, nonsense",
        "200, '[]'",
        "200, ''",
        "200, '{\"active\":true,\"active\":true}'"
    })
    void answers503WhileIntrospectionFails(int status, String body) {
        String token = token(active("notes:read"));
        IntrospectionServer.fault(status, body);
        try (LogRecorder log = new LogRecorder()) {
            Response response = whoami(token);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.header("Retry-After")).isNotNull();
            assertThat(response.header("WWW-Authenticate")).isNull();
            assertThat(log.entries()).noneMatch(entry -> entry.contains(token));
        }
        IntrospectionServer.fault(null, null);
        assertThat(whoami(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "401, '{\"error\":\"invalid_client\"}', introspection_denied",
        "401, '', introspection_denied",
        "403, '<html>', introspection_denied",
        "400, '{\"error\":\"invalid_client\"}', introspection_denied",
        "400, '{\"error\":\"invalid_request\"}', introspection_unavailable",
        "500, '{\"error\":\"invalid_client\"}', introspection_unavailable"
    })
    void distinguishesRejectedCredentialsFromAnOutage(int status, String body, String reason) {
        boolean denied = reason.equals("introspection_denied");
        String token = token(active("notes:read"));
        String counter = "scoped_gate_tokens_refused_total{reason=" + reason + "}";
        double before = Scrape.of(metrics).value(counter);
        IntrospectionServer.fault(status, body);
        try (LogRecorder log = new LogRecorder()) {
            Response response = whoami(token);

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.header("Retry-After")).isNotNull();
            assertThat(response.jsonPath().getString("detail"))
                    .startsWith(
                            denied
                                    ? "the issuer rejects this server's credentials, so the token was not verified"
                                    : "introspection failed, so the token was not verified")
                    .contains("keep it");
            assertThat(Scrape.of(metrics).value(counter) - before).isEqualTo(1);
            assertThat(given().get(ready).asString())
                    .contains(
                            denied
                                    ? "rejects this server's credentials (status " + status
                                    : "failed (status " + status);
            if (denied) {
                assertThat(given().get(ready).asString())
                        .contains("check scoped-gate.issuers.opaque.introspection.client-id and"
                                + " scoped-gate.issuers.opaque.introspection.client-secret");
            }
            assertThat(log.entries()).noneMatch(entry -> entry.contains(token));
        }
        given().get(ready).then().statusCode(200);
    }

    @Test
    void anIntermittentEndpointDoesNotFillTheLog() {
        try (LogRecorder log = new LogRecorder()) {
            for (int i = 0; i < 10; i++) {
                IntrospectionServer.fault(500, "{}");
                assertThat(whoami(token(active("notes:read"))).statusCode()).isEqualTo(503);
                IntrospectionServer.fault(null, null);
                assertThat(whoami(token(active("notes:read"))).statusCode()).isEqualTo(200);
            }
            assertThat(log.entries().stream().filter(entry -> entry.contains("The introspection endpoint")))
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void aSlowIssuerIsUnavailableAndDelaysNoOtherCaller() {
        IntrospectionServer.delay(10_000);
        int before = asked();
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(
                () -> whoami(token(active("notes:read"))).statusCode());
        await().atMost(Duration.ofSeconds(10)).until(() -> asked() > before);

        assertThat(whoami(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
        assertThat(slow).isNotDone();
        assertThat(slow.orTimeout(60, TimeUnit.SECONDS).join()).isEqualTo(503);
    }
}
