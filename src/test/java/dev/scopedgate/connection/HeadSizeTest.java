package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Refuses a too large head with its own status and closes the connection (RFC 6585 §5). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class HeadSizeTest {

    private static final String METADATA = "/.well-known/oauth-protected-resource";

    @TestHTTPResource("/")
    URI server;

    private String answer(String target, String headers) {
        return RawHttp.exchange(server, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1" + headers, "\r\n\r\n");
    }

    /** All bytes until the server closes the connection. */
    private String lastAnswer(String target, String headers) {
        return RawHttp.exchange(server, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1" + headers, "\0");
    }

    private static String headers(int number, int length) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\r\nX-" + i + ": " + "a".repeat(length))
                .collect(Collectors.joining());
    }

    @Test
    void oneLargeHeader() {
        assertThat(answer(METADATA, headers(1, 19_000))).startsWith("HTTP/1.1 200 ");
        assertThat(lastAnswer(METADATA, headers(1, 21_000)))
                .startsWith("HTTP/1.1 431 Request Header Fields Too Large\r\n")
                .contains("\"detail\":\"the header fields are too large\"", "nosniff");
    }

    @Test
    void manySmallHeaders() {
        assertThat(answer(METADATA, headers(1000, 1))).startsWith("HTTP/1.1 200 ");
        assertThat(lastAnswer(METADATA, headers(5000, 1))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aLargeTokenIsRefusedAsATokenAndALargerOneAsAHeader() {
        String bearer = "\r\nAuthorization: Bearer ";
        assertThat(answer("/whoami", bearer + TokenForge.bearer("notes:read"))).startsWith("HTTP/1.1 200 ");
        assertThat(answer("/whoami", bearer + "a".repeat(17_000))).startsWith("HTTP/1.1 401 ");
        assertThat(lastAnswer("/whoami", bearer + "a".repeat(30_000))).startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aLongTarget() {
        assertThat(answer(METADATA + "?" + "a".repeat(3900), "")).startsWith("HTTP/1.1 200 ");
        assertThat(lastAnswer(METADATA + "?" + "a".repeat(4100), ""))
                .startsWith("HTTP/1.1 414 Request-URI Too Long\r\n")
                .contains("\"detail\":\"the request line is too long\"", "nosniff");
    }

    /** Pipelined, so that the answers keep their order. */
    @Test
    void theRefusalOfAHeadComesAfterTheAnswerBeforeIt() {
        String answers = lastAnswer(
                METADATA, "\r\n\r\nGET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /whoami");

        assertThat(answers).startsWith("HTTP/1.1 200 ");
        assertThat(answers.split("HTTP/1.1 ")).as("two answers").hasSize(3);
        assertThat(answers.split("HTTP/1.1 ")[2]).startsWith("414 ");
    }
}
