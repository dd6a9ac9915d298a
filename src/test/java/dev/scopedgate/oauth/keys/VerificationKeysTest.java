package dev.scopedgate.oauth.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.FaultyKeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An outage of the issuer, step by step, against a real server on loopback. */
@QuarkusTest
@TestProfile(VerificationKeysTest.OwnIssuer.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class VerificationKeysTest {

    private static final Duration MAX_STALE = Duration.ofSeconds(8);

    public static class OwnIssuer implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FaultyKeyServer.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.keys.refresh-interval", "2s",
                    "scoped-gate.keys.min-refresh-interval", "1s",
                    "scoped-gate.keys.max-stale", MAX_STALE.toSeconds() + "s",
                    // one fetch and another after it, both slow
                    "scoped-gate.keys.timeout", "8s",
                    // half of the time of the slow issuer
                    "quarkus.vertx.max-event-loop-execute-time", "1500ms");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource("/whoami")
    URI whoami;

    /** SmallRye JWT would make a key pair in dev and test, with which anybody who reads the configuration could sign. */
    @Test
    @Order(0)
    void noKeyPairIsMade() {
        for (String key : List.of("smallrye.jwt.sign.key", "mp.jwt.verify.publickey")) {
            // without the key in a message
            assertThat(ConfigProvider.getConfig()
                            .getOptionalValue(key, String.class)
                            .filter(value -> !value.equals("NONE"))
                            .isPresent())
                    .as(key)
                    .isFalse();
        }
    }

    private static Response whoami(TokenForge token) {
        return judged(token.sign());
    }

    private static Response judged(String token) {
        return given().header("Authorization", "Bearer " + token).get("/whoami");
    }

    private static int status() {
        return whoami(FaultyKeyServer.token()).statusCode();
    }

    private static void assertNotJudged(Response response) {
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(response.header("Retry-After"))).isPositive();
        assertThat(response.headers().hasHeaderWithName("WWW-Authenticate")).isFalse();
        assertThat(response.jsonPath().getString("detail")).contains("keep it");
    }

    @Test
    @Order(1)
    void withoutKeysAnswers503AndIsNotReady() {
        try (AuditRecorder audit = new AuditRecorder()) {
            assertNotJudged(whoami(FaultyKeyServer.token()));
            await().untilAsserted(() -> assertThat(audit.events())
                    .extracting(event -> event.fields().getString("decision") + " "
                            + event.fields().getString("reason"))
                    .containsExactly("unjudged keys_unavailable"));
        }
        given().get(ready).then().statusCode(503);
        given().get("/whoami").then().statusCode(401);
        given().get("/.well-known/oauth-protected-resource").then().statusCode(200);
    }

    @Test
    @Order(2)
    void recoversWhenTheIssuerIsBackAndReportsTheAgeOfTheKeys() {
        FaultyKeyServer.serve(SigningKeys.jwks());

        // retries are at most half a minute apart
        await().atMost(Duration.ofSeconds(40)).until(() -> given().get(ready).statusCode() == 200);
        assertThat(status()).isEqualTo(200);
        assertThat(given().get(ready).asString()).contains(" s old");
    }

    @Test
    @Order(3)
    void acceptsANewKeyWithinTwoSecondsAndRefusesTheWithdrawnOneEvenForCachedTokens() {
        TokenForge rotated = FaultyKeyServer.token().signedBy(SigningKeys.next(), "RS256");
        String cached = FaultyKeyServer.token().sign();
        assertThat(judged(cached).statusCode()).isEqualTo(200);
        assertThat(whoami(rotated).jsonPath().getString("detail")).isEqualTo("kid names no key of the issuer");

        FaultyKeyServer.serve(SigningKeys.nextJwks());
        await().atMost(Duration.ofSeconds(2)).until(() -> whoami(rotated).statusCode() == 200);

        assertThat(judged(cached).jsonPath().getString("detail")).isEqualTo("kid names no key of the issuer");
        FaultyKeyServer.serve(SigningKeys.jwks());
        await().atMost(Duration.ofSeconds(5)).until(() -> status() == 200);
    }

    @Test
    @Order(4)
    void aRotationWithOverlapRefusesNoToken() {
        TokenForge old = FaultyKeyServer.token();
        TokenForge rotated = FaultyKeyServer.token().signedBy(SigningKeys.next(), "RS256");

        FaultyKeyServer.serve(SigningKeys.bothJwks());

        await().atMost(Duration.ofSeconds(2)).until(() -> whoami(rotated).statusCode() == 200);
        assertThat(whoami(old).statusCode()).isEqualTo(200);
        FaultyKeyServer.serve(SigningKeys.jwks());
    }

    @Test
    @Order(5)
    void aThousandConcurrentUnknownKeyIdsCauseAtMostThreeFetches() {
        await().atMost(Duration.ofSeconds(5)).until(() -> status() == 200);
        // the client would otherwise upgrade to h2c and run out of streams
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<HttpRequest> strangers = IntStream.range(0, 1000)
                .mapToObj(i -> HttpRequest.newBuilder(whoami)
                        .header(
                                "Authorization",
                                "Bearer "
                                        + FaultyKeyServer.token()
                                                .header("kid", "random-" + i)
                                                .sign())
                        .timeout(Duration.ofSeconds(60))
                        .build())
                .toList();
        int before = FaultyKeyServer.fetches();
        Instant begun = Instant.now();

        List<CompletableFuture<HttpResponse<Void>>> answers = strangers.stream()
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .toList();

        // 503 if more wait than one address may
        assertThat(answers)
                .extracting(answer -> answer.join().statusCode())
                .allMatch(status -> status == 401 || status == 503)
                .contains(401);
        int seconds = Math.toIntExact(Duration.between(begun, Instant.now()).toSeconds());
        // three for a burst, and one more for each second that a slow machine takes to send it
        assertThat(FaultyKeyServer.fetches() - before).isBetween(1, Math.max(3, seconds + 1));
    }

    @Test
    @Order(6)
    void aSlowIssuerDelaysNoTokenWithAKnownKey() {
        FaultyKeyServer.serveSlowly(SigningKeys.jwks(), 3000);
        Duration slowest = Duration.ZERO;
        try (LogRecorder log = new LogRecorder()) {
            CompletableFuture<Response> stranger = CompletableFuture.supplyAsync(
                    () -> whoami(FaultyKeyServer.token().header("kid", "slow")));
            Instant end = Instant.now().plusSeconds(5);
            while (Instant.now().isBefore(end)) {
                Instant begun = Instant.now();
                assertThat(status()).isEqualTo(200);
                Duration took = Duration.between(begun, Instant.now());
                slowest = took.compareTo(slowest) > 0 ? took : slowest;
            }
            assertThat(stranger.orTimeout(60, TimeUnit.SECONDS).join().statusCode())
                    .isEqualTo(401);
            assertThat(log.entries()).noneMatch(entry -> entry.contains("BlockedThreadChecker"));
        }

        assertThat(slowest).isLessThan(Duration.ofMillis(2500));
        FaultyKeyServer.serve(SigningKeys.jwks());
    }

    @Test
    @Order(7)
    void invalidOrEmptyKeySetsReplaceNothing() {
        for (String published :
                List.of("garbage", "{\"keys\":[]}", "{}", "[]", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}")) {
            FaultyKeyServer.serve(published);
            awaitFetch();
            assertThat(status()).as(published).isEqualTo(200);
            FaultyKeyServer.serve(SigningKeys.jwks());
            awaitFetch();
        }
    }

    private static void awaitFetch() {
        int before = FaultyKeyServer.fetches();
        await().atMost(Duration.ofSeconds(10)).until(() -> FaultyKeyServer.fetches() > before);
    }

    @Test
    @Order(8)
    void duringAnOutageUnknownKeysGet503AndKnownKeysAreAccepted() {
        FaultyKeyServer.fail();
        TokenForge rotated = FaultyKeyServer.token().signedBy(SigningKeys.next(), "RS256");

        assertNotJudged(whoami(rotated));
        assertThat(status()).isEqualTo(200);

        FaultyKeyServer.serve(SigningKeys.bothJwks());
        await().atMost(Duration.ofSeconds(2)).until(() -> whoami(rotated).statusCode() == 200);
        FaultyKeyServer.serve(SigningKeys.jwks());
        awaitFetch();
    }

    @Test
    @Order(9)
    void keysAreUsedDuringAnOutageUntilMaxStale() throws InterruptedException {
        String cached = FaultyKeyServer.token().sign();
        awaitFetch();
        Instant lastFetch = Instant.now();
        FaultyKeyServer.fail();

        Duration served = Duration.ZERO;
        int status;
        while ((status = status()) == 200 && served.compareTo(MAX_STALE.multipliedBy(3)) < 0) {
            served = Duration.between(lastFetch, Instant.now());
            Thread.sleep(100);
        }
        Duration ended = Duration.between(lastFetch, Instant.now());

        assertThat(status).isEqualTo(503);
        // the fetch happened a moment before it was seen
        assertThat(served).isGreaterThan(MAX_STALE.minusSeconds(2));
        assertThat(ended).isLessThan(MAX_STALE.plusSeconds(3));
        assertNotJudged(whoami(FaultyKeyServer.token()));
        assertNotJudged(judged(cached));
        given().get(ready).then().statusCode(503);

        FaultyKeyServer.serve(SigningKeys.jwks());
        await().atMost(Duration.ofSeconds(40)).until(() -> status() == 200);
    }

    @Test
    @Order(10)
    void anotherKeyWithTheSameIdEndsCachedTokensOfTheOldKey() {
        String cached = FaultyKeyServer.token().sign();
        TokenForge ofTheNewKey = FaultyKeyServer.token().signedBy(SigningKeys.stranger(), "RS256");
        assertThat(judged(cached).statusCode()).isEqualTo(200);
        assertThat(whoami(ofTheNewKey).jsonPath().getString("detail")).isEqualTo("the signature does not verify");

        FaultyKeyServer.serve(SigningKeys.jwksOf(SigningKeys.stranger()));

        await().atMost(Duration.ofSeconds(5)).until(() -> whoami(ofTheNewKey).statusCode() == 200);
        assertThat(judged(cached).jsonPath().getString("detail")).isEqualTo("the signature does not verify");
    }
}
