package dev.scopedgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits concurrent calls, of one subject before those of all, and no longer once they end. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ConcurrentCallsTest.ThreeAtOnce.class)
class ConcurrentCallsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public static class ThreeAtOnce implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.limits.concurrent-calls", "3",
                    "scoped-gate.limits.concurrent-calls-per-subject", "2",
                    "scoped-gate.perimeter.max-body-time", "30s",
                    // LeftBehindCallsTest
                    "test.further-features", "true");
        }
    }

    @TestHTTPResource("/")
    URI server;

    private static String token(String subject) {
        return TokenForge.token("").subject(subject).sign();
    }

    private static Response ping(String subject) {
        return Mcp.post(token(subject)).body(Mcp.body(1, "ping", Map.of())).post("/mcp");
    }

    /** A call that waits for its own body. */
    private Socket running(String subject) throws IOException {
        Socket socket = Sockets.connectTcp(server, null);
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: */*\r\n"
                + "Authorization: Bearer " + token(subject) + "\r\nContent-Length: 10\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void limitsOneSubjectBeforeAllAndNobodyAfterTheCallsEnd() throws IOException {
        Socket first = running("ray");
        Socket second = running("ray");
        try (first;
                second) {
            await().atMost(PATIENCE).until(() -> ping("ray").statusCode() == 429);
            assertThat(ping("ray").header("Retry-After")).isEqualTo("1");
            assertThat(ping("mich").statusCode()).isEqualTo(200);

            try (Socket third = running("mich")) {
                await().atMost(PATIENCE).until(() -> ping("tom").statusCode() == 503);
                Response refused = ping("tom");
                assertThat(refused.header("Retry-After")).isEqualTo("1");
                assertThat(refused.<Integer>path("error.code")).isEqualTo(-32000);
                assertThat(third.isConnected()).isTrue();
            }
            await().atMost(PATIENCE).until(() -> ping("tom").statusCode() == 200);
        }
        await().atMost(PATIENCE).until(() -> ping("ray").statusCode() == 200);
    }
}
