package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.FaultyKeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A request whose client disconnects before the answer is counted once with its true reason, and logs nothing (RFC 9113
 * §5.4.2).
 */
@QuarkusTest
@TestProfile(GoneClientTest.OwnIssuer.class)
class GoneClientTest {

    public static class OwnIssuer implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(FaultyKeyServer.class));
        }
    }

    private static final int REQUESTS = 20;
    private static final String FORM = "application/x-www-form-urlencoded";

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    @BeforeEach
    void slowKeys() {
        // an unknown kid waits for a fetch, and so for longer than its client stays
        FaultyKeyServer.serveSlowly(SigningKeys.jwks(), 300);
    }

    @FunctionalInterface
    private interface Deed {
        void run() throws Exception;
    }

    /** The number of refusals for each reason that occurred. */
    private Map<String, Double> refusals() {
        Map<String, Double> refusals = new HashMap<>();
        Scrape.of(metrics).series().forEach((name, value) -> {
            if (name.startsWith("scoped_gate_tokens_refused_total") && value > 0) {
                refusals.put(name.replaceAll(".*reason=(\\w+).*", "$1"), value);
            }
        });
        return refusals;
    }

    private void countsAs(String reason, int number, Deed deed) throws Exception {
        Map<String, Double> before = refusals();
        try (LogRecorder log = new LogRecorder()) {
            deed.run();

            Map<String, Double> expected = new HashMap<>(before);
            expected.merge(reason, (double) number, Double::sum);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(refusals()).isEqualTo(expected));
            // a wrong reason may be counted later than the right one
            Awaitility.await()
                    .during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(refusals()).isEqualTo(expected));
            assertThat(notAudit(log)).isEmpty();
        }
    }

    private static List<String> notAudit(LogRecorder log) {
        return log.aboveDebug().stream()
                .filter(entry -> !entry.startsWith("scoped-gate.audit "))
                .toList();
    }

    private static String unknownKey() {
        return "Bearer "
                + FaultyKeyServer.token()
                        .header("kid", UUID.randomUUID().toString())
                        .sign();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"POST, /mcp", "GET, /mcp", "GET, /whoami", "POST, /whoami", "GET, /scopes"})
    void anUnknownKeyThenRst(String method, String path) throws Exception {
        countsAs("key", REQUESTS, () -> {
            try (RawHttp2 connection = new RawHttp2(server)) {
                for (int stream = 1; stream < 2 * REQUESTS; stream += 2) {
                    int flags = "GET".equals(method) ? RawHttp2.END_STREAM : 0;
                    connection
                            .request(stream, flags, RawHttp2.fields(method, path, "authorization", unknownKey()))
                            .reset(stream);
                }
                connection.flush();

                assertThat(connection.isOpen()).isTrue();
            }
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"POST, /mcp", "GET, /whoami"})
    void anUnknownKeyThenADisconnect(String method, String path) throws Exception {
        countsAs("key", REQUESTS, () -> {
            try (RawHttp2 connection = new RawHttp2(server)) {
                for (int stream = 1; stream < 2 * REQUESTS; stream += 2) {
                    connection.request(stream, 0, RawHttp2.fields(method, path, "authorization", unknownKey()));
                }
                connection.flush();
                // all have been read
                assertThat(connection.isOpen()).isTrue();
            }
        });
    }

    @ParameterizedTest(name = "half-closed: {0}")
    @CsvSource({"false", "true"})
    void anUnknownKeyThenADisconnectOverHttp11(boolean halfClosed) throws Exception {
        countsAs("key", REQUESTS, () -> {
            for (int i = 0; i < REQUESTS; i++) {
                try (Socket socket = Sockets.connectTcp(server, null)) {
                    String request = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 2\r\nAuthorization: " + unknownKey() + "\r\n\r\n{";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(20);
                    if (halfClosed) {
                        socket.shutdownOutput();
                        awaitEnd(socket);
                    }
                }
            }
        });
    }

    private static void awaitEnd(Socket socket) throws IOException {
        socket.setSoTimeout(15_000);
        socket.getInputStream().readAllBytes();
    }

    @Test
    void aFormWithoutATokenIsAnswered() throws Exception {
        countsAs("token_missing", 2, () -> {
            try (RawHttp2 connection = new RawHttp2(server)) {
                connection.request(1, 0, form("5")).frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, bytes("a=b&c"));
                connection.request(3, 0, form("5")).frame(RawHttp2.DATA, 0, 3, bytes("a=b"));
                connection.flush();

                assertThat(connection.answer(1).status()).isEqualTo(401);
                // waits at most a second for what is missing
                assertThat(connection.answer(3).status()).isEqualTo(401);
            }
        });
    }

    @Test
    void aFormWithoutATokenThenRst() throws Exception {
        countsAs("token_missing", 3, () -> {
            try (RawHttp2 connection = new RawHttp2(server)) {
                connection
                        .request(1, 0, form("5"))
                        .frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, bytes("a=b&c"))
                        .reset(1);
                connection
                        .request(3, 0, form("5"))
                        .frame(RawHttp2.DATA, 0, 3, bytes("a=b"))
                        .reset(3);
                connection.request(5, 0, form("5")).reset(5).flush();

                assertThat(connection.isOpen()).isTrue();
            }
        });
    }

    @Test
    void aFormWithATokenThenRst() throws Exception {
        countsAs("invalid_request", 1, () -> {
            try (RawHttp2 connection = new RawHttp2(server)) {
                byte[] token = bytes("access_token=x");
                connection.request(1, 0, form("" + token.length)).frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, token);
                connection.reset(1).flush();

                assertThat(connection.isOpen()).isTrue();
            }
        });
    }

    /** Differs from the refused ones in one thing: the client waits for the answer. */
    @Test
    void answersAnUnknownKeyToAConnectedClient() throws Exception {
        countsAs("key", 1, () -> {
            try (RawHttp2 connection = new RawHttp2(server)) {
                connection
                        .request(
                                1,
                                RawHttp2.END_STREAM,
                                RawHttp2.fields("GET", "/whoami", "authorization", unknownKey()))
                        .flush();

                assertThat(connection.answer(1).body()).contains("kid names no key");
            }
        });
    }

    private static Map<String, String> form(String length) {
        Map<String, String> fields = RawHttp2.fields("POST", "/mcp", "content-type", FORM);
        fields.put("content-length", length);
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
