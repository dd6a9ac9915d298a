package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requests and answers of a client that does not read are bounded. In an application of its own, because it leaves work
 * behind.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ConnectionBoundsTest.Own.class)
class ConnectionBoundsTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1";

    public static class Own implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URI server;

    private void flood(Socket socket) {
        byte[] many = (GET + "\r\n\r\n").repeat(500).getBytes(StandardCharsets.US_ASCII);
        Thread sender = new Thread(() -> {
            try {
                while (!socket.isClosed()) {
                    socket.getOutputStream().write(many);
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        sender.setDaemon(true);
        sender.start();
    }

    @Test
    void endlessRequestsAndUnreadAnswersDelayNoOtherCaller() throws Exception {
        List<Socket> flooding = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                flooding.add(Sockets.connectTcp(server, null));
                flood(flooding.get(i));
            }
            Thread.sleep(5_000);

            long begin = System.nanoTime();
            for (int i = 0; i < 12; i++) {
                assertThat(RawHttp.status(server, GET)).isEqualTo(200);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : flooding) {
                socket.close();
            }
        }
    }
}
