package dev.scopedgate.oauth.bearer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.FaultyKeyServer;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeptAlive.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As many requests wait for a key as the budget for unauthenticated callers allows; the others get 503 at once. */
@QuarkusTest
@QuarkusTestResource(value = FaultyKeyServer.class, restrictToAnnotatedClass = true)
@TestProfile(WaitingTest.SmallBudget.class)
class WaitingTest {

    private static final byte[] PING =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);

    /** At 10 KiB each, more than a mebibyte. */
    private static final int CALLERS = 150;

    public static class SmallBudget implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.perimeter.max-unauthenticated-bytes", "2097152",
                    "scoped-gate.keys.unknown-key-interval", "3s");
        }
    }

    @TestHTTPResource("/")
    URI server;

    private int ping(String token) throws IOException {
        try (KeptAlive connection = new KeptAlive(server)) {
            connection.send(KeptAlive.post(token, PING));
            return connection.read().status();
        }
    }

    @Test
    void oneAddressHoldsAtMostItsShare() throws IOException {
        FaultyKeyServer.serve(SigningKeys.jwks());
        String known = FaultyKeyServer.token().sign();
        await().atMost(Duration.ofSeconds(20)).until(() -> ping(known) == 200);
        FaultyKeyServer.serveSlowly(SigningKeys.jwks(), 4_000);

        List<KeptAlive> callers = new ArrayList<>();
        List<byte[]> requests = new ArrayList<>();
        try {
            // made first: all must wait at the same time
            for (int i = 0; i < CALLERS; i++) {
                callers.add(new KeptAlive(server));
                requests.add(KeptAlive.post(
                        FaultyKeyServer.token().header("kid", "unknown-" + i).sign(), PING));
            }
            for (int i = 0; i < CALLERS; i++) {
                callers.get(i).send(requests.get(i));
            }
            assertThat(ping(FaultyKeyServer.token().sign())).isEqualTo(200);
            List<Answer> answers = new ArrayList<>();
            for (KeptAlive caller : callers) {
                answers.add(caller.read());
            }

            assertThat(answers).extracting(Answer::status).containsOnly(401, 503);
            assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSizeBetween(50, 105);
            assertThat(answers).filteredOn(answer -> answer.status() == 503).allSatisfy(answer -> {
                assertThat(answer.headers()).containsEntry("retry-after", "1");
                assertThat(answer.text()).contains("temporarily_unavailable", "too many tokens wait");
            });
        } finally {
            for (KeptAlive caller : callers) {
                caller.close();
            }
        }
        FaultyKeyServer.serve(SigningKeys.jwks());
        // their bytes are free again
        assertThat(ping(FaultyKeyServer.token().header("kid", "unknown").sign()))
                .isEqualTo(401);
    }
}
