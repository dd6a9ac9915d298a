package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.scopedgate.testsupport.Http2Socket;
import dev.scopedgate.testsupport.ImageHeapServer;
import dev.scopedgate.testsupport.ImageHeapServer.Input;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.Outcome;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever clients send, the packaged server keeps running with the image's heap, serves others, and frees the memory.
 */
@Isolated
class MemoryBoundsIT {

    private static final long STRANGERS = 64_000_000;
    private static final long TOKEN_HOLDERS = 128_000_000;

    private static Surroundings surroundings;

    private HttpServer issuer;
    private ImageHeapServer server;
    private String name;

    @BeforeAll
    static void startSurroundings() throws Exception {
        surroundings = new Surroundings();
    }

    @AfterAll
    static void stopSurroundings() throws Exception {
        surroundings.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        name = test.getDisplayName();
        issuer = issuerThatHangsAfterItsFirstAnswer();
        server = ImageHeapServer.start(
                surroundings,
                Map.of(
                        "SCOPED_GATE_JWKS_URI",
                        "http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        issuer.stop(0);
    }

    private static HttpServer issuerThatHangsAfterItsFirstAnswer() throws IOException {
        HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(Executors.newCachedThreadPool());
        AtomicInteger asked = new AtomicInteger();
        issuer.createContext("/jwks", exchange -> {
            if (asked.getAndIncrement() == 0) {
                byte[] body = SigningKeys.jwks().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            }
        });
        issuer.start();
        return issuer;
    }

    private URI uri() {
        return server.server().uri("/");
    }

    private void unharmedBy(long mostBytes, Input input) throws Exception {
        Outcome outcome = server.during(input);
        System.out.println(name + ": " + outcome.figures());
        outcome.assertUnharmed();
        outcome.assertHeldAtMost(mostBytes);
    }

    @Test
    void connectionsWithoutARequest() throws Exception {
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 9_000; i++) {
                open.keep(new KeptAlive(uri()));
            }
        });
    }

    @Test
    void bodiesOfManySmallObjects() throws Exception {
        String head = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"_meta\":{\"x\":[{\"\":0}";
        byte[] body = (head + ",{\"\":0}".repeat((1_040_000 - head.length()) / 7) + "]}}}")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = KeptAlive.post(TokenForge.bearer(""), body);
        unharmedBy(TOKEN_HOLDERS, open -> {
            Thread[] senders = new Thread[40];
            for (int i = 0; i < senders.length; i++) {
                KeptAlive connection = open.keep(new KeptAlive(uri()));
                senders[i] = new Thread(() -> {
                    try {
                        connection.send(request);
                        connection.read();
                    } catch (IOException refused) {
                        // as it may
                    }
                });
                senders[i].start();
            }
            for (Thread sender : senders) {
                sender.join(TimeUnit.MINUTES.toMillis(1));
            }
        });
    }

    @Test
    void unfinishedFormsWithoutAToken() throws Exception {
        byte[] request = ("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 20000\r\n\r\n" + "a".repeat(19_990))
                .getBytes(StandardCharsets.US_ASCII);
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 9_000; i++) {
                open.keep(new KeptAlive(uri())).send(request);
            }
        });
    }

    @Test
    void tokensWithUnknownKeys() throws Exception {
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 180; i++) {
                ByteArrayOutputStream requests = new ByteArrayOutputStream();
                for (int stream = 1; stream < 200; stream += 2) {
                    requests.writeBytes(Http2Socket.get(
                            stream,
                            "/mcp",
                            Http2Socket.field("authorization", "Bearer " + unknownKey(i * 1000 + stream))));
                }
                open.keep(new Http2Socket(uri())).send(requests.toByteArray());
            }
        });
    }

    private static String unknownKey(int number) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"unknown-%d\"}".formatted(number);
        String claims = "{\"iss\":\"" + TokenForge.ISSUER + "\",\"x\":\"" + "x".repeat(5_000) + "\"}";
        return part(header) + "." + part(claims) + "." + part("s".repeat(256));
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void unfinishedHeadsWithManyFields() throws Exception {
        byte[] request =
                ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "a:b\r\n".repeat(3_900)).getBytes(StandardCharsets.US_ASCII);
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 9_000; i++) {
                sendOrBeRefused(open.keep(new KeptAlive(uri())), request);
            }
        });
    }

    @Test
    void unfinishedTrailersWithManyFields() throws Exception {
        byte[] request = ("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
                        + "a:b\r\n".repeat(3_900))
                .getBytes(StandardCharsets.US_ASCII);
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 9_000; i++) {
                sendOrBeRefused(open.keep(new KeptAlive(uri())), request);
            }
        });
    }

    @Test
    void unfinishedHeadsWithOneLongField() throws Exception {
        byte[] request =
                ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\na:" + "b".repeat(20_000)).getBytes(StandardCharsets.US_ASCII);
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 9_000; i++) {
                sendOrBeRefused(open.keep(new KeptAlive(uri())), request);
            }
        });
    }

    @Test
    void http2ConnectionsWithoutARequest() throws Exception {
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 3_000; i++) {
                try {
                    open.keep(new Http2Socket(uri()));
                } catch (IOException refused) {
                    // as it may be
                }
            }
        });
    }

    @Test
    void unfinishedStreamsWithoutAToken() throws Exception {
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 200; i++) {
                ByteArrayOutputStream requests = new ByteArrayOutputStream();
                for (int stream = 1; stream < 200; stream += 2) {
                    requests.writeBytes(Http2Socket.post(stream, "/mcp"));
                }
                try {
                    open.keep(new Http2Socket(uri())).send(requests.toByteArray());
                } catch (IOException refused) {
                    // as it may be
                }
            }
        });
    }

    @Test
    void unreadAnswersWithoutAToken() throws Exception {
        byte[] requests =
                "GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(5_000).getBytes(StandardCharsets.US_ASCII);
        unharmedBy(STRANGERS, open -> {
            for (int i = 0; i < 300; i++) {
                Socket socket = open.keep(Sockets.connectReadingLittle(uri()));
                inBackground(() -> socket.getOutputStream().write(requests));
            }
            Thread.sleep(15_000);
        });
    }

    private static void sendOrBeRefused(KeptAlive connection, byte[] request) {
        try {
            connection.send(request);
        } catch (IOException refused) {
            // as it may be in the middle
        }
    }

    private static void inBackground(Sending sending) {
        Thread thread = new Thread(() -> {
            try {
                sending.run();
            } catch (IOException closed) {
                // the server or the test has closed it
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Sending {
        void run() throws IOException;
    }

    @Test
    void callsThatWaitForTheDatabase() throws Exception {
        String values = "\"x\",".repeat(9_000);
        unharmedBy(TOKEN_HOLDERS, open -> {
            open.keep(lockedNotes());
            for (int subject = 0; subject < 6; subject++) {
                String token = TokenForge.token("notes:write")
                        .subject("subject-" + subject)
                        .sign();
                for (int call = 0; call < 80; call++) {
                    String body =
                            ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"add_note\",\"_meta\":{\"x\":["
                                    + values + "1]},\"arguments\":{\"user_id\":\"subject-" + subject + "\",\"note\":\""
                                    + "n".repeat(10_000)
                                    + "\"}}}");
                    open.keep(new KeptAlive(uri()))
                            .send(KeptAlive.post(token, body.getBytes(StandardCharsets.US_ASCII)));
                }
            }
        });
    }

    private Closeable lockedNotes() throws Exception {
        Connection lock = surroundings.lockNotes();
        return () -> {
            try {
                lock.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        };
    }

    @Test
    void unreadAnswersWithAToken() throws Exception {
        String token =
                TokenForge.token("notes:read notes:write").subject("writer").sign();
        String arguments =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}";
        String note = "{\"user_id\":\"writer\",\"note\":\"" + "\u00e4".repeat(10_000) + "\"}";
        byte[] add = KeptAlive.post(token, arguments.formatted("add_note", note).getBytes(StandardCharsets.UTF_8));
        byte[] read = KeptAlive.post(
                token,
                arguments
                        .formatted("read_notes", "{\"user_id\":\"writer\",\"limit\":1000}")
                        .getBytes(StandardCharsets.UTF_8));
        try (KeptAlive writer = new KeptAlive(uri())) {
            for (int i = 0; i < 110; i++) {
                writer.send(add);
                assertThat(writer.read().text()).doesNotContain("isError\":true");
            }
        }
        unharmedBy(TOKEN_HOLDERS, open -> {
            for (int i = 0; i < 90; i++) {
                Socket socket = open.keep(Sockets.connectReadingLittle(uri()));
                socket.getOutputStream().write(read);
            }
            Thread.sleep(10_000);
        });
    }
}
