package dev.scopedgate.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A client that sends requests without reading answers: the server stops reading instead of keeping the answers in
 * memory. In an application of its own, because it leaves work behind.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(UnreadAnswersTest.Own.class)
class UnreadAnswersTest {

    private static final int REQUESTS = 300_000;

    /** Ten megabytes of answers: more than the sockets' buffers hold, and far fewer than all answers. */
    private static final int BOUND = 60_000;

    public static class Own implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void unreadAnswersHoldBackTheNextRequests() throws Exception {
        byte[] hundred = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                .repeat(100)
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            Thread sender = new Thread(() -> {
                try {
                    for (int sent = 0; sent < REQUESTS; sent += 100) {
                        socket.getOutputStream().write(hundred);
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            sender.setDaemon(true);
            sender.start();
            sender.join(TimeUnit.SECONDS.toMillis(15));

            assertThat(answered()).isBetween(100.0, (double) BOUND);
            assertThat(given().get("/.well-known/oauth-protected-resource").statusCode())
                    .isEqualTo(200);
        }
    }

    private double answered() {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count") && line.contains("well-known"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
