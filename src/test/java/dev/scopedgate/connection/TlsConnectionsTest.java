package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each port accepts only its own protocol; the one without TLS, which redirects, has the same bounds. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.class)
class TlsConnectionsTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1";
    private static final byte[] WHOLE = (GET + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @TestHTTPResource("/")
    URI redirecting;

    @Test
    void redirectsARequestWithoutTlsAndServesOneWithTls() {
        assertThat(RawHttp.exchange(redirecting, GET, "\r\n\r\n"))
                .startsWith("HTTP/1.1 301 ")
                .containsIgnoringCase("location: https://127.0.0.1:");
        assertThat(RawHttp.status(secure, GET)).isEqualTo(200);
    }

    @Test
    void aRequestWithoutTlsOnTheTlsPortIsClosedAndNotLogged() throws Exception {
        try (LogRecorder log = new LogRecorder();
                Socket socket = Sockets.connectTcp(secure, null)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(WHOLE);

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/");
            assertThat(RawHttp.status(secure, GET)).isEqualTo(200);
            assertThat(log.aboveDebug()).isEmpty();
        }
    }

    @Test
    void unreadRedirectsEndAfterTheHeadTime() throws Exception {
        byte[] requests = (GET + "\r\n\r\n").repeat(500).getBytes(StandardCharsets.US_ASCII);
        boolean ended;
        try (Socket socket = Sockets.connectTcp(redirecting, null)) {
            Thread sender = new Thread(() -> {
                try {
                    while (!Thread.currentThread().isInterrupted()) {
                        socket.getOutputStream().write(requests);
                    }
                } catch (IOException closed) {
                    // the server or the test has closed it
                }
            });
            sender.start();
            sender.join(TimeUnit.SECONDS.toMillis(30));
            ended = !sender.isAlive();
            sender.interrupt();
        }
        assertThat(ended).isTrue();
        try (KeptAlive connection = new KeptAlive(redirecting)) {
            connection.send(WHOLE);
            connection.send(WHOLE);
            assertThat(connection.read().status()).isEqualTo(301);
            assertThat(connection.read().status()).isEqualTo(301);
        }
    }
}
