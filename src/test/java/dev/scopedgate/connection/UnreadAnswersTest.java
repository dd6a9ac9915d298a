package dev.scopedgate.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A client that sends requests without reading answers: the server stops reading instead of keeping the answers in
 * memory. It shares the application of another test that leaves work behind.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ConnectionBoundsTest.Own.class)
class UnreadAnswersTest {

    private static final int REQUESTS = 300_000;

    /** Ten megabytes of answers: more than the sockets' buffers hold, and far fewer than all answers. */
    private static final int BOUND = 60_000;

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @Test
    void unreadAnswersHoldBackTheNextRequests() throws Exception {
        byte[] hundred = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                .repeat(100)
                .getBytes(StandardCharsets.US_ASCII);
        double before = answeredOnceQuiet();
        try (Socket socket = Sockets.connectTcp(server, null)) {
            AtomicInteger sent = new AtomicInteger();
            Thread sender = new Thread(() -> {
                try {
                    while (sent.get() < REQUESTS) {
                        socket.getOutputStream().write(hundred);
                        sent.addAndGet(100);
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            sender.setDaemon(true);
            sender.start();
            awaitStandstill(sent);

            assertThat(answered() - before).isBetween(100.0, (double) BOUND);
            assertThat(given().get("/.well-known/oauth-protected-resource").statusCode())
                    .isEqualTo(200);
        }
    }

    private static void awaitStandstill(AtomicInteger sent) throws InterruptedException {
        int before;
        do {
            before = sent.get();
            Thread.sleep(3000);
        } while (sent.get() != before);
    }

    /** What the test before left behind is over. */
    private double answeredOnceQuiet() throws InterruptedException {
        double before;
        do {
            before = answered();
            Thread.sleep(500);
        } while (answered() != before);
        return before;
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
