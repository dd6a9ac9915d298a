package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.ScriptedServer;
import dev.scopedgate.testsupport.ScriptedServer.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token with an unknown key id, long before the next scheduled fetch. */
class UnknownKeyTest {

    private static final String JWKS = "/keys";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Optional<String> HELD = Optional.of("rsa-1");
    private static final Optional<String> NEW = Optional.of("rsa-2");

    private final Vertx vertx = Vertx.vertx();
    private ScriptedServer server;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        server.answer(JWKS, Answer.of(SigningKeys.jwks()));
        keys = keys(Map.of("SCOPED_GATE_JWKS_URI", server.origin() + JWKS));
        assertThat(keys.refresh().toCompletionStage().toCompletableFuture()).succeedsWithin(TIMEOUT);
    }

    @AfterEach
    void stop() {
        keys.stop();
        server.close();
        vertx.close();
    }

    private IssuerKeys keys(Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SCOPED_GATE_RESOURCE",
                "https://notes.example.test/mcp",
                "SCOPED_GATE_ISSUER",
                server.origin(),
                "SCOPED_GATE_KEYS_TIMEOUT",
                TIMEOUT.toSeconds() + "s"));
        environment.putAll(further);
        return Start.keys(vertx, environment);
    }

    private CompletableFuture<KeySet> ask(Optional<String> keyId) {
        return keys.forKeyId(keyId).subscribeAsCompletionStage();
    }

    private void assertNotJudged(CompletableFuture<KeySet> asked, Duration within) {
        assertThat(asked.handle((got, failure) -> failure))
                .succeedsWithin(within)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().reason()).isEqualTo(RefusalReason.KEYS_UNAVAILABLE));
    }

    @Test
    void fetchesANewKeyAtOnceAndOnlyOnce() {
        server.answer(JWKS, Answer.of(SigningKeys.nextJwks()));

        assertThat(ask(NEW)).succeedsWithin(TIMEOUT).matches(now -> now.knows(NEW));
        assertThat(ask(NEW)).isCompleted();
        assertThat(server.visits(JWKS)).isEqualTo(2);
    }

    @Test
    void provesAnUnknownKeyIdUnknownByOneFetch() {
        assertThat(ask(NEW)).succeedsWithin(TIMEOUT).matches(now -> !now.knows(NEW) && now.knows(HELD));
        assertThat(server.visits(JWKS)).isEqualTo(2);
    }

    @Test
    void duringAnOutageUnknownKeysAreUnavailableAndKnownKeysAreUsed() {
        server.answer(JWKS, Answer.status(500));

        try (LogRecorder log = new LogRecorder()) {
            for (int i = 0; i < 3; i++) {
                // a fetch was waited for, and the wait did not time out
                assertNotJudged(ask(NEW), TIMEOUT);
                assertThat(ask(HELD)).isCompletedWithValueMatching(now -> now.knows(HELD));
            }
            // including scheduled fetches
            assertThat(server.visits(JWKS)).isGreaterThan(2);
            assertThat(log.entries())
                    .filteredOn(entry -> entry.contains("could not be fetched"))
                    .hasSize(1);
        }

        server.answer(JWKS, Answer.of(SigningKeys.bothJwks()));
        // a running fetch may have begun before
        await().untilAsserted(() -> assertThat(ask(NEW)).succeedsWithin(TIMEOUT).matches(now -> now.knows(NEW)));
    }

    @Test
    void refetchesWhenTheKeyIsPublishedDuringAFetch() {
        String both = SigningKeys.bothJwks();
        server.answer(JWKS, Answer.of(SigningKeys.jwks()).after(Duration.ofMillis(700)));
        keys.refresh();
        await().pollInterval(Duration.ofMillis(5)).until(() -> server.visits(JWKS) == 2);
        server.answer(JWKS, Answer.of(both));

        assertThat(ask(NEW)).succeedsWithin(TIMEOUT).matches(now -> now.knows(NEW));
        assertThat(server.visits(JWKS)).isEqualTo(3);
    }

    @Test
    void waitsAtMostForTheIntervalAndTheTimeout() {
        keys.stop();
        Answer late = Answer.of("{}").after(Duration.ofSeconds(30));
        server.answer("/.well-known/oauth-authorization-server", late);
        server.answer("/.well-known/openid-configuration", late);
        keys = keys(Map.of());
        Instant start = Instant.now();

        assertNotJudged(ask(HELD), TIMEOUT.plusSeconds(3));
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(TIMEOUT);
    }

    @Test
    void stopEndsWaitingAndFetchesOrLogsNothing() throws Exception {
        server.answer(JWKS, Answer.of(SigningKeys.jwks()).after(Duration.ofSeconds(1)));
        CompletableFuture<KeySet> underWay = ask(NEW);
        await().pollInterval(Duration.ofMillis(5)).until(() -> server.visits(JWKS) == 2);
        try (LogRecorder log = new LogRecorder()) {
            keys.stop();

            assertNotJudged(underWay, TIMEOUT);
            assertNotJudged(ask(NEW), TIMEOUT);
            // a failure would be retried after a second at the latest
            TimeUnit.MILLISECONDS.sleep(1500);
            assertThat(log.entries()).noneMatch(entry -> entry.contains("could not be fetched"));
        }
        assertThat(server.visits(JWKS)).isEqualTo(2);
    }

    @Test
    void eachCallerContinuesOnItsOwnContext() {
        List<Future<Boolean>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Context own = ((VertxInternal) vertx).createEventLoopContext();
            Promise<Boolean> there = Promise.promise();
            own.runOnContext(ignored -> keys.forKeyId(NEW)
                    .subscribe()
                    .with(known -> there.complete(Vertx.currentContext() == own), there::fail));
            asked.add(there.future());
        }

        assertThat(Future.all(asked).toCompletionStage().toCompletableFuture()).succeedsWithin(TIMEOUT);
        assertThat(asked).allMatch(Future::result);
        assertThat(server.visits(JWKS)).isEqualTo(2);
    }
}
