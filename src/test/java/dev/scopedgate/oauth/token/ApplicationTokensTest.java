package dev.scopedgate.oauth.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.TokenClaims;
import dev.scopedgate.oauth.TokenVerifier;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that judges tokens of its own kind; no issuer can be reached. */
@QuarkusTest
@TestProfile(ApplicationTokensTest.OwnKind.class)
class ApplicationTokensTest {

    public static class OwnKind implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.introspection.timeout", "1s",
                    // KeyServer, which other tests start for all
                    "scoped-gate.jwks-uri", "");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(ApiKeys.class);
        }
    }

    /** A key is {@code <kind>:<anything>}. */
    @Alternative
    @Singleton
    @Named("with a qualifier")
    static class ApiKeys implements TokenVerifier {

        final Map<String, Integer> asked = new ConcurrentHashMap<>();

        @Override
        public Uni<Optional<TokenClaims>> verify(String key) {
            asked.merge(key, 1, Integer::sum);
            return switch (key.substring(0, Math.max(0, key.indexOf(':')))) {
                case "reader" -> Uni.createFrom().item(claims("notes:read"));
                case "elsewhere" ->
                    Uni.createFrom().completionStage(CompletableFuture.supplyAsync(() -> claims("notes:read")));
                case "bare" -> Uni.createFrom().item(claims());
                case "odd-scopes" -> Uni.createFrom().item(claims("notes:read notes:write", "\"", ""));
                case "issuer" ->
                    Uni.createFrom()
                            .item(Optional.of(new TokenClaims(
                                    "https://other.example.test",
                                    "mich",
                                    Optional.empty(),
                                    Set.of("notes:read"),
                                    Set.of(TokenForge.RESOURCE),
                                    soon())));
                case "audience" ->
                    Uni.createFrom().item(claims("mich", "https://other.example.test/mcp", soon(), "notes:read"));
                case "no-subject" -> Uni.createFrom().item(claims("", TokenForge.RESOURCE, soon(), "notes:read"));
                case "expired" ->
                    Uni.createFrom()
                            .item(claims(
                                    "mich", TokenForge.RESOURCE, Instant.now().minusMillis(1), "notes:read"));
                case "endless" -> Uni.createFrom().item(claims("mich", TokenForge.RESOURCE, Instant.MAX, "notes:read"));
                case "bound" -> Uni.createFrom().item(bound(Map.of("jkt", ProofForge.thumbprint(SigningKeys.ec()))));
                case "bound-otherwise" -> Uni.createFrom().item(bound(Map.of("kid", "x")));
                case "bound-to-nothing" -> Uni.createFrom().item(bound(Map.of()));
                case "null-item" -> Uni.createFrom().nullItem();
                case "null" -> null;
                case "throws" -> throw new IllegalStateException("cannot make anything of " + key);
                case "error" -> throw new StackOverflowError(key);
                case "fails" -> Uni.createFrom().failure(new IllegalStateException("no " + key));
                case "key-as-subject" -> Uni.createFrom().item(claims(key, TokenForge.RESOURCE, soon(), "notes:read"));
                case "key-within-subject" ->
                    Uni.createFrom().item(claims("user " + key, TokenForge.RESOURCE, soon(), "notes:read"));
                case "never" -> Uni.createFrom().nothing();
                default ->
                    // a verifier that looks at the claims that it knows, and at no others
                    Uni.createFrom().item(key.startsWith("ey") ? claims("notes:read") : Optional.empty());
            };
        }

        private static Instant soon() {
            return Instant.now().plusSeconds(60);
        }

        private static Optional<TokenClaims> bound(Map<String, Object> cnf) {
            return Optional.of(new TokenClaims(
                    TokenForge.ISSUER,
                    "mich",
                    Optional.empty(),
                    Set.of("notes:read"),
                    Set.of(TokenForge.RESOURCE),
                    soon(),
                    Optional.of(cnf)));
        }

        private static Optional<TokenClaims> claims(String... scopes) {
            return claims("mich", TokenForge.RESOURCE, soon(), scopes);
        }

        private static Optional<TokenClaims> claims(String subject, String audience, Instant exp, String... scopes) {
            return Optional.of(new TokenClaims(
                    TokenForge.ISSUER, subject, Optional.of("worker"), Set.of(scopes), Set.of(audience), exp));
        }
    }

    @Inject
    VerificationKeys keys;

    @Inject
    ApiKeys verifier;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static Response whoami(String token) {
        return given().header("Authorization", "Bearer " + token).get("/whoami");
    }

    private static Response read(String token) {
        return Mcp.call(token, "fixture_read", Map.of("user_id", "mich"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"reader:1", "elsewhere:1"})
    void aTokenOfTheApplicationReadsAndDoesNotPurge(String key) {
        Response who = whoami(key);

        assertThat(who.statusCode()).isEqualTo(200);
        assertThat(who.jsonPath().getMap("$"))
                .containsEntry("sub", "mich")
                .containsEntry("client_id", "worker")
                .containsEntry("scopes", List.of("notes:read"));
        assertThat(read(key).statusCode()).isEqualTo(200);
        Response purge = Mcp.call(key, "fixture_purge", Map.of("user_id", "mich"));
        assertThat(purge.statusCode()).isEqualTo(403);
        assertThat(purge.header("WWW-Authenticate")).contains("insufficient_scope", "admin:notes");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bare:1", "odd-scopes:1"})
    void whatIsNoScopePermitsNothing(String key) {
        assertThat(whoami(key).jsonPath().getList("scopes")).isEmpty();
        assertThat(read(key).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown:1, the token is not active",
        "null-item:1, the token is not active",
        "null:1, the token is not active",
        "issuer:1, iss is not a trusted issuer",
        "audience:1, aud does not name this resource",
        "no-subject:1, sub is missing",
        "expired:1, exp has passed",
        "endless:1, exp is out of range",
        "bound-to-nothing:1, cnf is not an object that says what the token is bound to",
        "bound-otherwise:1, 'the token is bound to a key by cnf, and this server cannot check that its sender holds the"
                + " key'"
    })
    void refusesWithAReason(String key, String detail) {
        Response refused = read(key);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .contains("error=\"invalid_token\"", "resource_metadata=\"" + TokenForge.METADATA);
        assertThat(refused.jsonPath().getString("detail")).isEqualTo(detail);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"throws:1", "error:1", "fails:1", "never:1", "key-as-subject:1", "key-within-subject:1"})
    void aVerifierThatFailsLetsNothingThrough(String key) {
        String counter = "scoped_gate_tokens_refused_total{reason=not_judged}";
        double before = Scrape.of(metrics).value(counter);
        try (LogRecorder log = new LogRecorder()) {
            Response refused = read(key);

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotNull();
            assertThat(refused.header("WWW-Authenticate")).isNull();
            assertThat(refused.asString()).contains("keep it").doesNotContain(key, "Exception", "Error");
            assertThat(log.entries()).noneMatch(entry -> entry.contains(key));
        }
        assertThat(Scrape.of(metrics).value(counter) - before).isEqualTo(1);
        // nothing of it is remembered
        assertThat(whoami(key).statusCode()).isEqualTo(503);
    }

    @Test
    void asksOnceForSeveralCalls() {
        assertThat(read("reader:often").statusCode()).isEqualTo(200);
        assertThat(read("reader:often").statusCode()).isEqualTo(200);

        assertThat(verifier.asked).containsEntry("reader:often", 1);
    }

    @Test
    void theKeysOfTheIssuerAreNeitherFetchedNorNeeded() {
        assertThat(keys.all()).isEmpty();
        given().get(ready).then().statusCode(200);
        assertThat(given().get("/.well-known/oauth-protected-resource")
                        .jsonPath()
                        .getList("authorization_servers"))
                .isEqualTo(List.of(TokenForge.ISSUER));
    }

    @Test
    void aSignedTokenOfTheIssuerIsJudgedByTheApplicationToo() {
        String signed = TokenForge.bearer("notes:read");

        assertThat(whoami(signed).jsonPath().getString("sub")).isEqualTo("mich");
        assertThat(verifier.asked).containsKey(signed);
    }

    @Test
    void theApplicationSaysToWhatATokenIsBound() {
        assertThat(whoami("bound:1").jsonPath().getString("detail")).contains("scheme DPoP");
        assertThat(given().header("Authorization", "DPoP bound:1")
                        .header(
                                "DPoP",
                                ProofForge.proof(SigningKeys.ec(), "GET", "/whoami", "bound:1")
                                        .sign())
                        .get("/whoami")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aBindingThatTheApplicationLeavesOutIsNotLost() {
        String bound = ProofForge.boundToken(SigningKeys.ec(), "notes:read").sign();

        assertThat(whoami(bound).jsonPath().getString("detail"))
                .isEqualTo("the cnf that the token holds is not that of the answer about the token");
        assertThat(whoami(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
    }
}
