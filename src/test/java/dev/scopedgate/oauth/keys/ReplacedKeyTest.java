package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.metrics.NoMeters;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.Waiting;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.settings.ApplicationVerifier;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.oauth.token.AccessTokenVerifier;
import dev.scopedgate.oauth.token.ApplicationTokens;
import dev.scopedgate.oauth.token.OpaqueTokens;
import dev.scopedgate.oauth.token.VerificationTimer;
import dev.scopedgate.oauth.token.VerifiedTokens;
import dev.scopedgate.testsupport.ScriptedServer;
import dev.scopedgate.testsupport.ScriptedServer.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that replaces another, under the same id or without ids, long before the next scheduled fetch. */
class ReplacedKeyTest {

    private static final String JWKS = "/keys";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String SIGNATURE = "the signature does not verify";

    private final Vertx vertx = Vertx.vertx();
    private ScriptedServer server;
    private VerificationKeys keys;
    private AccessTokenVerifier verifier;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        Map<String, String> environment = Map.of(
                "SCOPED_GATE_RESOURCE", TokenForge.RESOURCE,
                "SCOPED_GATE_ISSUER", TokenForge.ISSUER,
                "SCOPED_GATE_JWKS_URI", server.origin() + JWKS);
        ResourceServer resourceServer = Start.with(environment);
        ResourceServerConfig config = Start.config(environment);
        keys = new VerificationKeys(vertx, resourceServer, config, Start.scopes(), ApplicationVerifier.none());
        verifier = new AccessTokenVerifier(
                resourceServer,
                keys,
                new ApplicationTokens(ApplicationVerifier.none(), resourceServer, config),
                new OpaqueTokens(vertx, resourceServer, config),
                new VerifiedTokens(config),
                new VerificationTimer(new NoMeters()),
                Signatures.automatic());
    }

    @AfterEach
    void stop() {
        keys.stop();
        server.close();
        vertx.close();
    }

    private void publish(PublicJsonWebKey... published) {
        server.answer(JWKS, Answer.of(SigningKeys.jwksOf(published)));
    }

    private void publishWithoutId(PublicJsonWebKey key) {
        JsonObject jwk = new JsonObject(key.toJson(OutputControlLevel.PUBLIC_ONLY));
        jwk.remove("kid");
        server.answer(
                JWKS,
                Answer.of(new JsonObject().put("keys", new JsonArray().add(jwk)).encode()));
    }

    private void fetched() throws Exception {
        keys.of(TokenForge.ISSUER)
                .orElseThrow()
                .refresh()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static String token(PublicJsonWebKey key, String alg, String kid) {
        return TokenForge.token("notes:read")
                .signedBy(key, alg)
                .header("kid", kid)
                .sign();
    }

    /** The subject, or the check that failed. */
    private CompletableFuture<String> judge(String token) {
        return verifier.verify(token, TokenHash.of(token), new Waiting(new Budget(1 << 20, 1 << 20), "caller", 1))
                .toCompletionStage()
                .toCompletableFuture()
                .handle((accepted, failure) -> failure == null
                        ? accepted.subject()
                        : failure instanceof RefusedException refused
                                        && refused.refusal() instanceof InvalidToken invalid
                                ? invalid.detail()
                                : failure.toString());
    }

    private void assertJudged(String token, String outcome) {
        assertThat(judge(token)).succeedsWithin(TIMEOUT).isEqualTo(outcome);
    }

    @Test
    void fetchesAReplacedKeyWithoutAnIdForItsFirstToken() throws Exception {
        publishWithoutId(SigningKeys.rsa());
        fetched();
        String old = token(SigningKeys.rsa(), "RS256", null);
        assertJudged(old, "ray");

        publishWithoutId(SigningKeys.next());

        assertJudged(token(SigningKeys.next(), "RS256", null), "ray");
        assertJudged(old, SIGNATURE);
    }

    @Test
    void fetchesAReplacedKeyWithTheSameIdForItsFirstToken() throws Exception {
        publish(SigningKeys.rsa());
        fetched();
        publish(SigningKeys.stranger());

        assertJudged(token(SigningKeys.stranger(), "RS256", "rsa-1"), "ray");
        assertJudged(token(SigningKeys.rsa(), "RS256", "rsa-1"), SIGNATURE);
    }

    @Test
    void fetchesAReplacedKeyOfAnotherTypeForItsFirstToken() throws Exception {
        publish(SigningKeys.rsa());
        fetched();
        PublicJsonWebKey ec = SigningKeys.ec();
        ec.setKeyId("rsa-1");
        publish(ec);

        assertJudged(token(ec, "ES256", "rsa-1"), "ray");
    }

    @Test
    void acceptsTheSecondOfTwoKeysWithTheSameId() throws Exception {
        publish(SigningKeys.rsa(), SigningKeys.stranger());
        fetched();

        assertJudged(token(SigningKeys.rsa(), "RS256", "rsa-1"), "ray");
        assertJudged(token(SigningKeys.stranger(), "RS256", "rsa-1"), "ray");
        assertThat(server.visits(JWKS)).isEqualTo(1);
    }

    @Test
    void aThousandForgedSignaturesCauseAtMostThreeFetchesAndDelayNoOtherToken() throws Exception {
        publish(SigningKeys.rsa());
        fetched();
        String forged = token(SigningKeys.stranger(), "RS256", "rsa-1");
        List<String> floods = IntStream.range(0, 1000).mapToObj(i -> forged).toList();
        server.answer(JWKS, Answer.of(SigningKeys.jwksOf(SigningKeys.rsa())).after(Duration.ofSeconds(2)));
        long begun = System.nanoTime();

        List<CompletableFuture<String>> answers =
                floods.stream().map(this::judge).toList();

        assertJudged(token(SigningKeys.rsa(), "RS256", "rsa-1"), "ray");
        assertThat(answers).anyMatch(CompletableFuture::isDone);
        // tokens above the limit of waiting ones are refused at once
        assertThat(answers.stream().filter(answer -> !answer.isDone()).count()).isLessThanOrEqualTo(64);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer).succeedsWithin(TIMEOUT).isEqualTo(SIGNATURE));
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertThat(server.visits(JWKS) - 1L).isBetween(1L, Math.max(3, seconds + 1));
    }

    @Test
    void refusesConsecutiveForgedSignaturesWithoutWaiting() throws Exception {
        publish(SigningKeys.rsa());
        fetched();
        String forged = token(SigningKeys.stranger(), "RS256", "rsa-1");
        assertJudged(forged, SIGNATURE);
        int visits = server.visits(JWKS);

        for (int i = 0; i < 20; i++) {
            CompletableFuture<String> judged = judge(forged);
            if (server.visits(JWKS) == visits) {
                assertThat(judged).isCompletedWithValue(SIGNATURE);
            }
        }
    }

    @Test
    void duringAnOutageAForgedSignatureIsRefused() throws Exception {
        publish(SigningKeys.rsa());
        fetched();
        server.answer(JWKS, Answer.status(500));

        assertJudged(token(SigningKeys.stranger(), "RS256", "rsa-1"), SIGNATURE);
        assertJudged(token(SigningKeys.rsa(), "RS256", "rsa-1"), "ray");
    }
}
