package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.ScriptedServer;
import dev.scopedgate.testsupport.ScriptedServer.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What scheduled fetches do, whether or not callers wait for a key. */
class ScheduledRefreshTest {

    private static final Optional<String> OLD = Optional.of("rsa-1");
    private static final Optional<String> NEW = Optional.of("rsa-2");

    private final Vertx vertx = Vertx.vertx();
    private ScriptedServer server;
    private IssuerKeys keys;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        publishAt("/keys");
        server.answer("/keys", Answer.of(SigningKeys.jwks()));
        keys = Start.keys(
                vertx,
                Map.of(
                        "SCOPED_GATE_RESOURCE", "https://notes.example.test/mcp",
                        "SCOPED_GATE_ISSUER", server.origin(),
                        "SCOPED_GATE_KEYS_REFRESH_INTERVAL", "2s",
                        "SCOPED_GATE_KEYS_MIN_REFRESH_INTERVAL", "1s"));
        assertThat(keys.refresh().toCompletionStage().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        keys.stop();
        server.close();
        vertx.close();
    }

    private void publishAt(String path) {
        server.answer(
                "/.well-known/openid-configuration",
                Answer.of("{\"issuer\":\"%s\",\"jwks_uri\":\"%1$s%s\"}".formatted(server.origin(), path)));
    }

    private boolean holds(Optional<String> keyId) {
        return keys.available().orElseThrow().knows(keyId);
    }

    @Test
    void fetchesANewKeyAndDropsAWithdrawnOne() {
        server.answer("/keys", Answer.of(SigningKeys.nextJwks()));

        await().until(() -> holds(NEW));
        assertThat(holds(OLD)).isFalse();
    }

    @Test
    void findsAMovedJwksUriAndLeavesTheOldOne() {
        server.answer("/moved", Answer.of(SigningKeys.nextJwks()));
        publishAt("/moved");

        await().until(() -> holds(NEW));
        int visits = server.visits("/keys");
        int moved = server.visits("/moved");
        await().until(() -> server.visits("/moved") > moved + 1);
        assertThat(server.visits("/keys")).isEqualTo(visits);
    }

    @Test
    void findsAMovedJwksUriWhenTheOldOneFails() {
        server.answer("/keys", Answer.status(404));
        server.answer("/moved", Answer.of(SigningKeys.nextJwks()));
        publishAt("/moved");

        await().until(() -> holds(NEW));
    }

    @Test
    void refreshesAtTheKnownJwksUriWhileTheMetadataFails() {
        server.answer("/.well-known/openid-configuration", Answer.status(503));
        server.answer("/keys", Answer.of(SigningKeys.nextJwks()));

        await().until(() -> holds(NEW));
    }

    @Test
    void callersDoNotDelayFindingAMovedJwksUri() {
        server.answer("/moved", Answer.of(SigningKeys.nextJwks()));
        publishAt("/moved");

        await().until(() -> isFound(NEW));
    }

    @Test
    void callersDoNotDelayFindingAMovedJwksUriWhenTheOldOneFails() {
        server.answer("/keys", Answer.status(404));
        server.answer("/moved", Answer.of(SigningKeys.nextJwks()));
        publishAt("/moved");

        await().atMost(Duration.ofSeconds(30)).until(() -> isFound(NEW));
    }

    private boolean isFound(Optional<String> keyId) {
        return keys.forKeyId(keyId)
                .map(now -> now.knows(keyId))
                .onFailure()
                .recoverWithItem(false)
                .await()
                .atMost(Duration.ofSeconds(10));
    }
}
