package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An upgrade is ignored: the request is served or refused as without it, in HTTP/1.1 (RFC 9110 §7.8, RFC 9113 §3.1). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class UpgradeTest {

    private static final String METADATA = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\n";
    private static final String HOST = "Host: 127.0.0.1\r\n";
    private static final String UPGRADE =
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    /** The last one closes the connection. */
    private static String answers(URI to, String... requests) {
        String last = METADATA + HOST + "Connection: close";
        return RawHttp.exchange(to, String.join("", requests) + last, "no answer holds this");
    }

    private static String post(String headers) {
        return "POST /mcp HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + PING.length() + "\r\n"
                + UPGRADE + headers + "\r\n" + PING;
    }

    private static String bearer() {
        return "Authorization: Bearer " + TokenForge.bearer("notes:read") + "\r\n";
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "'Upgrade, HTTP2-Settings', 'h2c'",
        "'upgrade,http2-settings', 'H2C'",
        "'Upgrade, HTTP2-Settings\r\nConnection: Upgrade, HTTP2-Settings', 'h2c'",
        "'Upgrade, HTTP2-Settings', 'foo, h2c'",
        "'Upgrade, HTTP2-Settings', 'foo\r\nUpgrade: h2c'",
        "'Upgrade', 'h2c'",
        "'keep-alive', 'h2c'",
        "'Upgrade', 'websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='",
        "'Upgrade', 'TLS/1.0'",
    })
    void ignoresAnUpgradeAndServesTheNextRequest(String connection, String protocols) {
        String upgrade = METADATA + HOST + "Connection: " + connection + "\r\nUpgrade: " + protocols
                + "\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n";

        String answers = answers(server, upgrade);

        assertThat(answers).doesNotContain("HTTP/1.1 101 ").startsWith("HTTP/1.1 200 ");
        assertThat(answers.split("HTTP/1.1 200 ")).as("two answers").hasSize(3);
        assertThat(answers(management, upgrade)).doesNotContain("HTTP/1.1 101 ").startsWith("HTTP/1.1 404 ");
    }

    @Test
    void servesAnUpgradeWithABodyInHttp11() {
        assertThat(answers(server, post(HOST + bearer())))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"result\":{}");
    }

    /** Refused as without the upgrade. */
    @Test
    void anUpgradeBypassesNoCheckOfHttp11() {
        assertThat(answers(server, post(HOST + bearer() + bearer()))).startsWith("HTTP/1.1 400 ");
        assertThat(answers(server, post(HOST + HOST + bearer()))).startsWith("HTTP/1.1 400 ");
        assertThat(answers(server, post("Host: evil.example\r\n" + bearer()))).startsWith("HTTP/1.1 403 ");
        assertThat(answers(server, post(HOST + bearer() + "Transfer-Encoding: identity\r\n")))
                .startsWith("HTTP/1.1 400 ");
        assertThat(answers(server, post(HOST))).startsWith("HTTP/1.1 401 ");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "Host: \r\n"})
    void answersAnUpgradeWithoutAHostAndDoesNotLogIt(String host) {
        try (LogRecorder log = new LogRecorder()) {
            assertThat(answers(server, METADATA + host + UPGRADE + "\r\n")).matches("(?s)HTTP/1.1 40[03] .*");

            assertThat(log.aboveDebug()).isEmpty();
        }
    }

    /** No proxy that forwards the header opens a tunnel: later frames are not read as requests. */
    @Test
    void doesNotReadFramesAfterAnUpgrade() {
        String answers = RawHttp.exchange(
                server, METADATA + HOST + UPGRADE + "\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "no answer holds this");

        assertThat(answers).startsWith("HTTP/1.1 200 ").contains("HTTP/1.1 505 ");
    }

    @Test
    void servesPriorKnowledge() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            connection
                    .request(1, RawHttp2.END_STREAM, RawHttp2.fields("GET", "/.well-known/oauth-protected-resource"))
                    .flush();

            assertThat(connection.answer(1).status()).isEqualTo(200);
        }
    }
}
