package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.RawHttp2;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Malformed frames and floods of frames are answered with RST_STREAM or GOAWAY and logged nowhere (RFC 9113 §10.5,
 * CVE-2023-44487, CVE-2025-8671, CVE-2024-27316).
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class Http2FloodTest {

    private static final int MANY = 2000;
    private static final String HOST = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1";

    @TestHTTPResource("/")
    URI server;

    @FunctionalInterface
    interface Flood {
        void add(RawHttp2 connection, int i);
    }

    private static Map<String, String> get() {
        return RawHttp2.fields("GET", "/whoami");
    }

    private static Map<String, String> without(String name) {
        Map<String, String> fields = get();
        fields.remove(name);
        return fields;
    }

    static Stream<Named<Flood>> floods() {
        Map<String, Flood> floods = new LinkedHashMap<>();
        floods.put(
                "requests, each reset", (c, i) -> c.request(2 * i + 1, 1, get()).reset(2 * i + 1));
        floods.put(
                "requests that are made to be reset",
                (c, i) -> c.request(2 * i + 1, 0, get()).frame(RawHttp2.WINDOW_UPDATE, 0, 2 * i + 1, new byte[4]));
        floods.put("without :path", (c, i) -> c.request(2 * i + 1, 1, without(":path")));
        floods.put("without :method", (c, i) -> c.request(2 * i + 1, 1, without(":method")));
        floods.put("names in capitals", (c, i) -> c.request(2 * i + 1, 1, RawHttp2.fields("GET", "/", "X-A", "b")));
        floods.put("CONNECT", (c, i) -> c.request(2 * i + 1, 1, Map.of(":method", "CONNECT", ":authority", "a:1")));
        floods.put("odd methods", (c, i) -> c.request(2 * i + 1, 1, RawHttp2.fields("G T", "/")));
        floods.put("one malformed, then a frame of none", (c, i) -> {
            if (i == 0) {
                c.request(1, 1, without(":path"));
            }
            c.frame(RawHttp2.DATA, 0, 0, new byte[1]);
        });
        floods.put("heads too large", (c, i) -> {
            byte[] block = RawHttp2.encoded(RawHttp2.fields("GET", "/", "x", "a".repeat(70_000)));
            c.frame(RawHttp2.HEADERS, 1, 2 * i + 1, java.util.Arrays.copyOf(block, 16_384));
            for (int at = 16_384; at < block.length; at += 16_384) {
                int to = Math.min(block.length, at + 16_384);
                c.frame(
                        RawHttp2.CONTINUATION,
                        to == block.length ? RawHttp2.END_HEADERS : 0,
                        2 * i + 1,
                        java.util.Arrays.copyOfRange(block, at, to));
            }
        });
        floods.put("SETTINGS", (c, i) -> c.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]));
        floods.put("PING", (c, i) -> c.frame(RawHttp2.PING, 0, 0, new byte[8]));
        floods.put(
                "CONTINUATION",
                (c, i) -> c.frame(
                        i == 0 ? RawHttp2.HEADERS : RawHttp2.CONTINUATION,
                        0,
                        1,
                        i == 0 ? RawHttp2.encoded(get()) : new byte[0]));
        floods.put(
                "empty DATA",
                (c, i) -> (i == 0 ? c.request(1, 0, RawHttp2.fields("POST", "/mcp")) : c)
                        .frame(RawHttp2.DATA, 0, 1, new byte[0]));
        floods.put("PRIORITY", (c, i) -> c.frame(2, 0, 2 * i + 1, new byte[] {0, 0, 0, 0, 1}));
        floods.put("unknown frames", (c, i) -> c.frame(99, 0, 0, new byte[100]));
        floods.put(
                "window beyond its end", (c, i) -> c.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {127, -1, -1, -1}));
        floods.put("frames too long", (c, i) -> c.frame(RawHttp2.DATA, 0, 1, new byte[20_000]));
        floods.put(
                "bad HPACK", (c, i) -> c.frame(RawHttp2.HEADERS, 5, 2 * i + 1, new byte[] {-1, -1, -1, -1, -1, 127}));
        return floods.entrySet().stream().map(flood -> Named.of(flood.getKey(), flood.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floods")
    void aFloodIsNotLoggedAndDelaysNoOtherCaller(Flood flood) throws Exception {
        try (LogRecorder log = new LogRecorder()) {
            for (int connection = 0; connection < 3; connection++) {
                send(flood);
            }

            assertThat(RawHttp.status(server, HOST)).isEqualTo(200);
            assertThat(log.aboveDebug()).noneMatch(entry -> !entry.startsWith("scoped-gate.audit "));
            assertThat(log.aboveDebug()).as("of refused tokens ten a second").hasSizeLessThan(100);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("framesOfNoRequest")
    void acceptsAThousandFramesWithoutARequestAndClosesAtTenThousand(Flood frame) throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            for (int i = 0; i < 900; i++) {
                frame.add(connection, i);
            }
            connection.flush();
            assertThat(connection.isOpen()).isTrue();
        }
        try (RawHttp2 connection = new RawHttp2(server)) {
            for (int i = 0; i < 9000; i++) {
                frame.add(connection, i);
            }
            connection.flush();
            assertThat(connection.isOpen()).isFalse();
        } catch (IOException e) {
            // the server closed it before all were sent
            assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    static Stream<Named<Flood>> framesOfNoRequest() {
        return floods().filter(flood ->
                Set.of("SETTINGS", "PING", "PRIORITY", "unknown frames").contains(flood.getName()));
    }

    private void send(Flood flood) throws IOException {
        try (RawHttp2 connection = new RawHttp2(server)) {
            for (int i = 0; i < MANY; i++) {
                flood.add(connection, i);
                if (i % 50 == 0) {
                    connection.flush();
                }
            }
            connection.flush();
            connection.isOpen();
        } catch (IOException e) {
            // the server has closed it
            assertThat(e).isNotInstanceOf(SocketTimeoutException.class);
        }
    }
}
