package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.FaultyKeyServer;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that has started before its issuer. */
class IssuerKeysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final FaultyKeyServer server = new FaultyKeyServer();
    private final Vertx vertx = Vertx.vertx();
    private IssuerKeys keys;

    @BeforeEach
    void longSinceAway() {
        String origin = server.start().get("scoped-gate.issuer");
        keys = Start.keys(
                vertx,
                Map.of(
                        "SCOPED_GATE_RESOURCE",
                        "https://notes.example.test/mcp",
                        "SCOPED_GATE_ISSUER",
                        origin,
                        "SCOPED_GATE_JWKS_URI",
                        origin + "/jwks"));
        for (int i = 0; i < 5; i++) {
            // by now the next scheduled fetch is 16 s away
            assertThat(keys.refresh().toCompletionStage().toCompletableFuture().handle((got, failure) -> failure))
                    .succeedsWithin(PATIENCE)
                    .isNotNull();
        }
    }

    @AfterEach
    void stop() {
        keys.stop();
        server.stop();
        vertx.close();
    }

    private KeySet ask() {
        return keys.forKeyId(Optional.of(SigningKeys.rsa().getKeyId())).await().atMost(PATIENCE);
    }

    @Test
    void fetchesForACallerBeforeTheNextScheduledFetch() {
        FaultyKeyServer.serve(SigningKeys.jwks());

        assertThat(ask().knows(Optional.of(SigningKeys.rsa().getKeyId()))).isTrue();
    }

    @Test
    void duringAnOutageAThousandCallersFailAndCauseAtMostThreeFetches() {
        int before = FaultyKeyServer.fetches();

        List<CompletableFuture<Throwable>> asked = IntStream.range(0, 1000)
                .mapToObj(i -> keys.forKeyId(Optional.of("random-" + i))
                        .subscribeAsCompletionStage()
                        .handle((got, failure) -> failure))
                .toList();

        assertThat(asked).allSatisfy(answer -> assertThat(answer.get()).isInstanceOf(RefusedException.class));
        assertThat(FaultyKeyServer.fetches() - before).isBetween(1, 3);
        assertThatThrownBy(this::ask).isInstanceOf(RefusedException.class);
    }
}
