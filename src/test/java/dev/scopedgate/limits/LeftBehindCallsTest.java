package dev.scopedgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A caller that disconnects from a running tool and comes again still counts until the tool is finished. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ConcurrentCallsTest.ThreeAtOnce.class)
class LeftBehindCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TestHTTPResource("/")
    URI server;

    private final String token = TokenForge.bearer("notes:read");

    private int ping() {
        return Mcp.request(token, "ping", Map.of()).statusCode();
    }

    @Test
    void aCallCountsUntilItsWorkIsFinished() throws Exception {
        byte[] call = Mcp.body(1, "tools/call", Map.of("name", "linger", "arguments", Map.of("millis", 6000)))
                .getBytes(StandardCharsets.UTF_8);
        try (LogRecorder log = new LogRecorder()) {
            assertThat(ping()).isEqualTo(200);
            KeptAlive leaving = new KeptAlive(server);
            KeptAlive leavingToo = new KeptAlive(server);
            leaving.send(KeptAlive.post(token, call));
            leavingToo.send(KeptAlive.post(token, call));
            await().atMost(PATIENCE).until(() -> ping() == 429);

            leaving.close();
            leavingToo.close();
            Thread.sleep(500);

            assertThat(ping()).isEqualTo(429);
            await().atMost(PATIENCE).until(() -> ping() == 200);
            // a client that disconnects must not fill the log with errors
            assertThat(log.entries()).noneMatch(entry -> entry.contains("without a response that can be sent"));
        }
    }
}
