package dev.scopednotes.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.RawHttp;
import dev.scopednotes.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A body whose end nobody knows is not taken for empty, with what it holds for the next request (RFC 9112 §6.3). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class TransferEncodingTest {

    private static final String NEXT = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1";

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "identity", "xchunked"})
    void thatIsNotChunkedIsRefusedAndEndsTheConnection(String coding) {
        String head =
                "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + TokenForge.bearer("notes:read") + "\r\nTransfer-Encoding: " + coding + "\r\n\r\n";

        // to the end of the connection, which must come
        String answers = RawHttp.exchange(server, head + NEXT, "no answer holds this");

        assertThat(answers).startsWith("HTTP/1.1 400 ").contains("Transfer-Encoding must be chunked");
        assertThat(answers).doesNotContain("HTTP/1.1 200 ");
    }

    /** Netty drops the length, so that nothing of the body can be taken for a request, whatever length was claimed. */
    @ParameterizedTest(name = "Content-Length: {0}")
    @ValueSource(strings = {"5", "0", "100000"})
    void chunkedGoesBeforeALength(String length) {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        String both =
                "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + TokenForge.bearer("notes:read") + "\r\nContent-Length: " + length
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(ping.length()) + "\r\n" + ping + "\r\n0\r\n\r\n";

        String answers = RawHttp.exchange(
                server, both + "GET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close", "no answer holds this");

        assertThat(answers).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 404 ");
        assertThat(answers.split("HTTP/1.1 ")).as("two requests, two answers").hasSize(3);
    }
}
