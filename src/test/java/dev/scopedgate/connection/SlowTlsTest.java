package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Http2Socket;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Closes, in time, connections that send single bytes through TLS or instead of a handshake, and not those with a
 * complete request.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.class)
class SlowTlsTest {

    /** The time for a head, three times as long for HTTP/2 without a request, and as long again for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration HEAD = Duration.ofSeconds(5);

    private static final byte[] PING = Http2Socket.frame(6, 0, 0, new byte[8]);

    @TestHTTPResource(value = "/", tls = true)
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @TestHTTPResource("/")
    URI redirecting;

    private URI secureManagement() {
        return URI.create("https://" + management.getAuthority() + "/");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A connection that sends this repeatedly. */
    private record Slow(Socket socket, List<byte[]> next) {

        boolean isOpen(int round) {
            try {
                byte[] bytes = next.get(round % next.size());
                socket.getOutputStream().write(bytes);
                return bytes.length > 0 || isSilent();
            } catch (IOException e) {
                return false;
            }
        }

        private boolean isSilent() throws IOException {
            socket.setSoTimeout(1);
            try {
                while (socket.getInputStream().read() >= 0) {
                    continue;
                }
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            }
        }
    }

    private static List<byte[]> single(byte[] all) {
        List<byte[]> single = new ArrayList<>();
        for (byte one : all) {
            single.add(new byte[] {one});
        }
        return single;
    }

    private static Slow after(Socket socket, byte[] begin, byte[] again) throws IOException {
        socket.getOutputStream().write(begin);
        return new Slow(socket, List.of(again));
    }

    @Test
    void closesSlowHandshakesInTimeAndDoesNotLogThem() throws Exception {
        byte[] hello = Sockets.clientHello();
        byte[] halfHead = Http2Socket.frame(1, 0, 1, new byte[] {(byte) 0x82});
        byte[] continuation = Http2Socket.frame(9, 0, 1, new byte[] {(byte) 0x86});
        Map<String, Slow> slow = new LinkedHashMap<>();
        try (LogRecorder log = new LogRecorder()) {
            Socket whole = Sockets.connect(server, Sockets.HTTP_1);
            whole.getOutputStream().write(bytes("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
            slow.put("a client hello by the byte", new Slow(Sockets.connectTcp(server, null), single(hello)));
            slow.put(
                    "records that are no hello",
                    new Slow(Sockets.connectTcp(server, null), single(new byte[] {22, 3, 3, 63, 0, 2})));
            slow.put("a hello and no more", after(Sockets.connectTcp(server, null), hello, new byte[0]));
            slow.put("a head", after(Sockets.connect(server, Sockets.HTTP_1), bytes("GET /who"), bytes("a")));
            slow.put(
                    "a head, for the operator",
                    after(Sockets.connect(secureManagement(), Sockets.HTTP_1), bytes("GET /who"), bytes("a")));
            slow.put(
                    "a second head",
                    after(
                            Sockets.connect(server, Sockets.HTTP_1),
                            bytes("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /"),
                            bytes("a")));
            slow.put("HTTP/2 without a request", new Slow(new RawHttp2(server).socket(), List.of(PING)));
            slow.put("half a head of HTTP/2", after(new RawHttp2(server).socket(), halfHead, continuation));
            slow.put(
                    "no HTTP/2 although agreed on",
                    after(Sockets.connect(server, Sockets.HTTP_2), bytes("GET / HTTP"), bytes("a")));
            slow.put("TLS where there is none", new Slow(Sockets.connectTcp(redirecting, null), single(hello)));

            Instant begin = Instant.now();
            List<String> open = new ArrayList<>(slow.keySet());
            for (int round = 0; !open.isEmpty() && Instant.now().isBefore(begin.plus(PATIENCE)); round++) {
                int next = round;
                open.removeIf(name -> !slow.get(name).isOpen(next));
                Thread.sleep(250);
            }

            assertThat(open).isEmpty();
            assertThat(Duration.between(begin, Instant.now())).isGreaterThan(HEAD);
            whole.getOutputStream()
                    .write(bytes("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
            assertThat(new String(whole.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
                            .split("HTTP/1.1 401"))
                    .as("two answers")
                    .hasSize(3);
            assertThat(log.faults()).isEmpty();
        } finally {
            for (Slow one : slow.values()) {
                one.socket().close();
            }
        }
    }
}
