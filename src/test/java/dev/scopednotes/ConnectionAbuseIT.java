package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.ImageHeapServer;
import dev.scopedgate.testsupport.ImageHeapServer.Open;
import dev.scopedgate.testsupport.Outcome;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Abusive connections, upgrades and streams do not end the packaged server with the image's heap, delay no other caller
 * and do not fill the log.
 */
@Isolated
class ConnectionAbuseIT {

    private static final long MOST_LOGGED = 1_000_000;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PING = {0, 0, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static Surroundings surroundings;
    private static ImageHeapServer server;

    @BeforeAll
    static void start() throws Exception {
        surroundings = new Surroundings();
        server = ImageHeapServer.start(surroundings, Map.of("SCOPED_GATE_LIMITS_REFUSED_PER_ADDRESS", "0"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        surroundings.close();
    }

    private static URI uri() {
        return server.server().uri("/");
    }

    private static void unharmed(ImageHeapServer.Input input) throws Exception {
        long logged = server.server().output().length();
        Outcome outcome = server.during(input);
        long grown = server.server().output().length() - logged;
        System.out.println(outcome.figures() + "; logged " + grown);
        outcome.assertUnharmed();
        assertThat(grown).as("logged").isLessThan(MOST_LOGGED);
    }

    /** A few tokens for all requests: none is cached. */
    private static List<Map<String, String>> unknownKeys() {
        return IntStream.range(0, 20)
                .mapToObj(i -> TokenForge.token("notes:read")
                        .header("kid", "unknown-" + i)
                        .sign())
                .map(token -> RawHttp2.fields("POST", "/mcp", "authorization", "Bearer " + token))
                .toList();
    }

    /** FIELD A4. */
    @Test
    void tokensWithUnknownKeysThenRst() throws Exception {
        List<Map<String, String>> requests = unknownKeys();
        unharmed(open -> {
            for (int connection = 0; connection < 200; connection++) {
                try (RawHttp2 http2 = new RawHttp2(uri())) {
                    for (int stream = 1; stream < 180; stream += 2) {
                        http2.request(stream, 0, requests.get(stream % requests.size()))
                                .reset(stream);
                    }
                    http2.flush();
                    http2.isOpen();
                }
            }
        });
    }

    /** FIELD A4: a form of HTTP/2 without a token, and the same with RST. */
    @Test
    void formsThenRst() throws Exception {
        unharmed(open -> {
            for (int connection = 0; connection < 200; connection++) {
                try (RawHttp2 http2 = new RawHttp2(uri())) {
                    for (int stream = 1; stream < 180; stream += 2) {
                        Map<String, String> form =
                                RawHttp2.fields("POST", "/mcp", "content-type", "application/x-www-form-urlencoded");
                        form.put("content-length", "5");
                        http2.request(stream, 0, form)
                                .frame(
                                        RawHttp2.DATA,
                                        RawHttp2.END_STREAM,
                                        stream,
                                        "a=b&c".getBytes(StandardCharsets.US_ASCII));
                        if (stream % 4 == 1) {
                            http2.reset(stream);
                        }
                    }
                    http2.flush();
                    http2.isOpen();
                }
            }
        });
    }

    /** They would cause one stack trace each if they were logged. */
    @Test
    void malformedRequests() throws Exception {
        unharmed(open -> {
            for (int connection = 0; connection < 300; connection++) {
                try (RawHttp2 http2 = new RawHttp2(uri())) {
                    for (int stream = 1; stream < 1000; stream += 2) {
                        http2.request(stream, RawHttp2.END_STREAM, Map.of(":method", "GET"));
                    }
                    http2.flush();
                    http2.isOpen();
                } catch (IOException e) {
                    // the server closes it at some point
                    assertThat(server.server().isAlive()).isTrue();
                }
            }
        });
    }

    /** FIELD A5, A6. */
    @Test
    void upgradesThenPings() throws Exception {
        byte[] upgrade = ("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        unharmed(open -> {
            for (int connection = 0; connection < 3000; connection++) {
                Socket socket = open.keep(Sockets.connectTcp(uri(), null));
                socket.getOutputStream().write(upgrade);
                socket.getOutputStream().write(PREFACE);
                socket.getOutputStream().write(PING);
                if (connection % 10 == 0) {
                    // as fast as a busy machine can answer
                    Thread.sleep(30);
                }
            }
        });
    }

    /** Each PING is answered, and no answer is read. */
    @Test
    void pingsWithUnreadAnswers() throws Exception {
        byte[] many = new byte[PING.length * 4000];
        for (int at = 0; at < many.length; at += PING.length) {
            System.arraycopy(PING, 0, many, at, PING.length);
        }
        unharmed(open -> {
            Map<SocketChannel, ByteBuffer> channels = new HashMap<>();
            for (int i = 0; i < 300; i++) {
                channels.put(opened(open), ByteBuffer.wrap(many));
            }
            long end = System.nanoTime() + 20_000_000_000L;
            while (System.nanoTime() < end) {
                channels.entrySet().removeIf(sender -> !writeWhatGoes(sender.getKey(), sender.getValue()));
            }
        });
    }

    /** As large as HTTP/2 allows without closing the connection; of all together 16 MiB are kept. */
    @Test
    void unfinishedHeads() throws Exception {
        byte[] block = RawHttp2.encoded(RawHttp2.fields("GET", "/", "x", "a".repeat(78_000)));
        unharmed(open -> {
            List<RawHttp2> connections = new ArrayList<>();
            for (int i = 0; i < 1500; i++) {
                RawHttp2 http2 = open.keep(new RawHttp2(uri()));
                connections.add(http2);
                for (int at = 0; at < block.length; at += 16_384) {
                    byte[] part = Arrays.copyOfRange(block, at, Math.min(block.length, at + 16_384));
                    http2.frame(at == 0 ? RawHttp2.HEADERS : RawHttp2.CONTINUATION, 0, 1, part);
                }
                http2.flush();
            }
            Thread.sleep(1000);
            int kept = 0;
            for (RawHttp2 http2 : connections) {
                kept += isKept(http2) ? 1 : 0;
            }
            assertThat(kept).as("connections kept").isBetween(1, 16 * 1024 * 1024 / 78_000 + 1);
        });
    }

    private static boolean isKept(RawHttp2 http2) throws IOException {
        http2.socket().setSoTimeout(1);
        try {
            while (true) {
                http2.read();
            }
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static SocketChannel opened(Open open) throws IOException {
        SocketChannel channel = open.keep(SocketChannel.open(new InetSocketAddress(uri().getHost(), uri().getPort())));
        channel.write(ByteBuffer.wrap(PREFACE));
        channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0}));
        channel.configureBlocking(false);
        return channel;
    }

    /** Whether the server still accepts some; frames continue where they ended. */
    private static boolean writeWhatGoes(SocketChannel channel, ByteBuffer frames) {
        try {
            channel.write(frames);
            if (!frames.hasRemaining()) {
                frames.rewind();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
