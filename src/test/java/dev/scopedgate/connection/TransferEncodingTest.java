package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closes the connection after a body whose end is ambiguous, and answers nothing after it (RFC 9112 §6). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class TransferEncodingTest {

    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String LENGTH = "Content-Length: " + PING.length() + "\r\n";
    private static final String CHUNKED = Integer.toHexString(PING.length()) + "\r\n" + PING + "\r\n0\r\n\r\n";
    private static final String NEXT = "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close";

    @TestHTTPResource("/")
    URI server;

    /** All bytes that answer that request and one that follows it, until the connection ends. */
    private String answers(String version, String headers, String body) {
        String head = "POST /mcp " + version
                + "\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + TokenForge.bearer("notes:read") + "\r\n" + headers + "\r\n";
        return RawHttp.exchange(server, head + body + NEXT, "no answer holds this");
    }

    private static void assertRefusedAndClosed(String answers) {
        assertThat(answers).startsWith("HTTP/1.1 400 ").contains("connection: close", "\"error\":\"bad_request\"");
        assertThat(answers.split("HTTP/1\\.\\d \\d")).as("one answer").hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "gzip",
                "identity",
                "xchunked",
                "chunked, chunked",
                "gzip, chunked",
                "chunked, gzip",
                "chunked;a=b",
                "\"chunked\"",
                "\u000bchunked",
                "",
                "chunked\r\nTransfer-Encoding: chunked",
                "chunked\r\nTransfer-Encoding: identity",
            })
    void refusesOtherCodingsAndCloses(String coding) {
        assertRefusedAndClosed(answers("HTTP/1.1", "Transfer-Encoding: " + coding + "\r\n", CHUNKED));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked", "Transfer\0-Encoding: chunked"})
    void refusesAMisspelledHeaderNameAndCloses(String header) {
        assertRefusedAndClosed(answers("HTTP/1.1", header + "\r\n", CHUNKED));
    }

    @ParameterizedTest(name = "Content-Length: {0}")
    @ValueSource(strings = {"5", "0", "40", "100000"})
    void refusesContentLengthBesideItAndCloses(String length) {
        String header = "Content-Length: " + length + "\r\n";
        String coding = "Transfer-Encoding: chunked\r\n";

        assertRefusedAndClosed(answers("HTTP/1.1", header + coding, CHUNKED));
        assertRefusedAndClosed(answers("HTTP/1.1", coding + header, CHUNKED));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void refusesItInHttp10AndCloses(String connection) {
        String coding = connection + "Transfer-Encoding: chunked\r\n";

        assertRefusedAndClosed(answers("HTTP/1.0", coding, CHUNKED));
        assertRefusedAndClosed(answers("HTTP/1.0", coding + LENGTH, CHUNKED));
    }

    @ParameterizedTest(name = "Content-Length: {0}")
    @ValueSource(
            strings = {
                "+40",
                "-1",
                "40, 40",
                "40, 41",
                "0x28",
                "4 0",
                "99999999999999999999",
                "",
                "40\r\nContent-Length: 40",
                "40\r\nContent-Length: 5"
            })
    void refusesAnInvalidContentLengthAndCloses(String length) {
        assertRefusedAndClosed(answers("HTTP/1.1", "Content-Length: " + length + "\r\n", PING));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"X: y\n", "X: y\rContent-Length: 5\r\n", "X\r: y\r\n", "X: y\0z\r\n", "X y: z\r\n", ": y\r\n"})
    void refusesAnAmbiguousHeaderLineAndCloses(String line) {
        assertRefusedAndClosed(answers("HTTP/1.1", line + LENGTH, PING));
    }

    /** The request has begun by then, so it gets no answer. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "28;a=b\nxx\r\n",
                "28\n",
                "-28\r\n",
                "0x28\r\n",
                "+28\r\n",
                "100000028\r\n",
                "10000000000000028\r\n",
                "\r\n",
            })
    void closesAtAnInvalidChunkSize(String size) {
        String chunk = size + PING + "\r\n0\r\n\r\n";

        assertThat(answers("HTTP/1.1", "Transfer-Encoding: chunked\r\n", chunk)).isEmpty();
    }

    @Test
    void ignoresTrailers() {
        String trailers = "Authorization: Bearer none\r\nHost: evil.example\r\nContent-Length: 5\r\n\r\n";
        String chunked = CHUNKED.substring(0, CHUNKED.length() - 2) + trailers;
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n";

        String answers = RawHttp.exchange(server, head + chunked + NEXT, "no answer holds this");

        // an Authorization header with that token would be answered invalid_token
        assertThat(answers)
                .startsWith("HTTP/1.1 401 ")
                .doesNotContain("invalid_token")
                .containsOnlyOnce("HTTP/1.1 404 ");
    }

    @Test
    void tooLongTrailersEndTheConnection() {
        String chunked = CHUNKED.substring(0, CHUNKED.length() - 2) + "A: " + "b".repeat(1000) + "\r\n\r\n";
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n";

        String answers = RawHttp.exchange(server, head + chunked + NEXT, "no answer holds this");

        assertThat(answers).doesNotContain("HTTP/1.1 404 ");
    }

    /** Differs from the refused requests in one thing. */
    @ParameterizedTest(name = "{0} {1}")
    @ValueSource(strings = {"chunked", " chunked ", "\tchunked", "CHUNKED"})
    void servesChunkedAndTheNextRequest(String coding) {
        String answers = answers("HTTP/1.1", "Transfer-Encoding:" + coding + "\r\n", CHUNKED);

        assertThat(answers).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 404 ");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
    void servesContentLengthAndTheNextRequest(String version) {
        String answers = answers(version, "Connection: keep-alive\r\n" + LENGTH, PING);

        assertThat(answers).startsWith(version + " 200 ").containsOnlyOnce("HTTP/1.1 404 ");
    }
}
