package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.fixture.FixtureNotes;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * 50,000 bodies similar to an envelope: each gets exactly one answer, none causes a server error, and no tool runs
 * beyond the token's scopes. {@code -Dfuzz.seed=…} makes other bodies; a failure names seed and body.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class EnvelopeFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20261123);
    private static final int CONNECTIONS = 4;

    /** A few milliseconds for each body, on a busy machine. */
    private static final Duration BOUND = Duration.ofMinutes(5);

    @TestHTTPResource("/")
    URI server;

    @Inject
    FixtureNotes rows;

    @ParameterizedTest(name = "{1} bodies with scope {0}: structured content {2}, rows come {3}, rows go {4}")
    @CsvSource({
        "'', 10000, none, false, false",
        "notes:read, 20000, notes, false, false",
        "notes:write, 10000, note, true, false",
        "admin:notes, 10000, user_id, false, true",
    })
    void everyBodyIsAnsweredAndNoneBypassesTheGate(String scope, int bodies, String content, boolean come, boolean go)
            throws Exception {
        rows.add(Envelopes.PURGED, "before");
        rows.add("fuzz-kept", "before");
        Set<String> before = rows.all();
        Instant begun = Instant.now();
        try (LogRecorder log = new LogRecorder()) {
            sendAll(TokenForge.token(scope).time("exp", 3600).sign(), bodies, content);

            assertThat(log.faults()).isEmpty();
        }
        assertThat(Duration.between(begun, Instant.now())).isLessThan(BOUND);
        Set<String> after = rows.all();
        assertThat(before.containsAll(after)).as("nothing was stored").isEqualTo(!come);
        assertThat(after.containsAll(before)).as("nothing was purged").isEqualTo(!go);
        assertThat(rows.of("fuzz-kept")).contains("before");
    }

    private void sendAll(String token, int bodies, String content) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> shares = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                shares.add(() -> {
                    send(token, first, bodies, content);
                    return null;
                });
            }
            for (Future<Void> share : threads.invokeAll(shares)) {
                share.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void send(String token, int first, int bodies, String content) throws IOException {
        try (KeptAlive connection = new KeptAlive(server)) {
            for (int i = first; i < bodies; i += CONNECTIONS) {
                byte[] body = EnvelopeMutations.body(SEED + i);
                try {
                    connection.send(KeptAlive.post(token, body));
                    FuzzAnswer.check(connection.read(), body, content);
                    if (i % 10 == 0) {
                        // a superfluous answer would be taken for this one
                        connection.send(KeptAlive.post(token, ping("after-" + i)));
                        assertThat(connection.read().text()).contains("\"after-" + i + "\"", "\"result\"");
                    }
                } catch (IOException | RuntimeException | AssertionError e) {
                    throw new AssertionError(
                            "seed %d, body in Base64: %s"
                                    .formatted(SEED + i, Base64.getEncoder().encodeToString(body)),
                            e);
                }
            }
        }
    }

    private static byte[] ping(String id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"ping\"}"
                .formatted(id)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
