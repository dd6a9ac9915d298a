package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same behind TLS, where each piece is a record; open handshakes are charged together with incomplete heads. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.class)
class TlsWholeHeadsTest extends WholeHeadsTest {

    private static final byte[] WHOLE = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private static final String NEIGHBOUR = "127.0.0.2";

    @TestHTTPResource(value = "/", tls = true)
    URI secure;

    @BeforeEach
    void useTls() {
        server = secure;
    }

    private void assertServed(KeptAlive connection) throws IOException {
        connection.send(WHOLE);
        assertThat(connection.read().status()).isEqualTo(200);
    }

    @Test
    @Override
    void answers503ToAnUnfinishedHeadBeyondTheBudgetAndServesACompleteOne() throws IOException {
        byte[] half = half(60_000).getBytes(StandardCharsets.US_ASCII);
        List<KeptAlive> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 45; i++) {
                halves.add(new KeptAlive(server));
            }
            KeptAlive whole = halves.remove(0);
            for (KeptAlive connection : halves) {
                sendPart(connection, half);
            }
            assertServed(whole);
            whole.close();
            assertThat(halves).anyMatch(WholeHeadsTest::isRefused);
        } finally {
            for (KeptAlive connection : halves) {
                connection.close();
            }
        }
    }

    @Test
    @Override
    void answersTheRequestBeforeAnUnfinishedHeadThatIsRefused() throws IOException {
        byte[] half = half(60_000).getBytes(StandardCharsets.US_ASCII);
        List<KeptAlive> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 45; i++) {
                halves.add(new KeptAlive(server));
            }
            KeptAlive last = halves.get(0);
            for (KeptAlive connection : halves.subList(1, 45)) {
                sendPart(connection, half);
            }
            sendPart(
                    last,
                    (new String(WHOLE, StandardCharsets.US_ASCII) + half(60_000)).getBytes(StandardCharsets.US_ASCII));
            assertThat(last.read().status()).isEqualTo(200);
        } finally {
            for (KeptAlive connection : halves) {
                connection.close();
            }
        }
    }

    /** Each has sent its ClientHello and nothing after the server's answer. */
    @Test
    void closesHandshakesBeyondTheShareOfAnAddressAndNotThoseOfOthers() throws Exception {
        byte[] hello = Sockets.clientHello();
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket = Sockets.connectTcp(server, null);
                open.add(socket);
                socket.getOutputStream().write(hello);
            }
            assertThat(isAnswered(open.get(399))).isFalse();
            assertThat(isAnswered(open.get(0))).isTrue();
            try (KeptAlive neighbour =
                    new KeptAlive(Sockets.connectTls(Sockets.connectTcp(server, NEIGHBOUR), null, Sockets.HTTP_1))) {
                assertServed(neighbour);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        for (int i = 0; i < 3; i++) {
            try (KeptAlive connection = new KeptAlive(server)) {
                assertServed(connection);
            }
        }
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        socket.setSoTimeout(15_000);
        InputStream in = socket.getInputStream();
        try {
            return in.read() == 22;
        } catch (IOException closed) {
            return false;
        }
    }
}
