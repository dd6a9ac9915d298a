package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.connection.RequestHead;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 and HTTP/1.0 are served, and every other version is refused in HTTP/1.1 (RFC 9110 §15.6.6, RFC 9112 §2.3). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class RequestVersionTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource ";
    private static final String NEXT = "\r\nHost: 127.0.0.1\r\n\r\n" + GET + "HTTP/1.1\r\nHost: 127.0.0.1";

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private static String allAnswers(URI to, String requests) {
        return RawHttp.exchange(to, requests, "no answer holds this");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "HTTP/3.7",
                "HTTP/0.9",
                "HTTP/1.2",
                "HTTP/2.0",
                "HTTP/01.1",
                "HTTP/1.10",
                "http/1.1",
                "HTTPS/1.1",
                "RTSP/1.0"
            })
    void anotherVersionIs505AndEndsTheConnection(String version) {
        for (URI to : new URI[] {server, management}) {
            String answers = allAnswers(to, GET + version + NEXT);

            assertThat(answers)
                    .startsWith("HTTP/1.1 505 ")
                    .contains("connection: close", "the version must be HTTP/1.1, HTTP/1.0 or HTTP/2");
            assertThat(answers.split("HTTP/1\\.1 \\d")).as("one answer").hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/2", "HTTP/1", "HTTP/1.1 x", "HTTP/ 1.1", "HTTP/-1.1", "HTTP/1.1\t", ""})
    void anInvalidVersionIs400AndEndsTheConnection(String version) {
        String answers = allAnswers(server, GET + version + NEXT);

        assertThat(answers).startsWith("HTTP/1.1 400 ").contains("connection: close", "\"error\":\"bad_request\"");
        assertThat(answers.split("HTTP/1\\.1 \\d")).as("one answer").hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
    void servesTheseVersions(String version) {
        assertThat(allAnswers(server, GET + version + "\r\nHost: 127.0.0.1\r\nConnection: close"))
                .startsWith(version + " 200 ");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"127.0.0.1:80", "/mcp", "evil.example:443"})
    void connectIsRefused(String target) {
        String answers = allAnswers(server, "CONNECT " + target + " HTTP/1.1" + NEXT);

        assertThat(answers).startsWith("HTTP/1.1 405 ").contains("connection: close", "this server is not a proxy");
        assertThat(answers.split("HTTP/1\\.1 \\d")).as("one answer").hasSize(2);
    }

    /** A client that sends the internal header of unreadable requests itself is refused. */
    @Test
    void refusesARequestThatSendsTheHeaderOfUnreadableOnes() {
        for (String value : new String[] {"505", "200", "x", ""}) {
            String answer =
                    allAnswers(server, GET + "HTTP/1.1\r\nHost: 127.0.0.1\r\n" + RequestHead.UNREADABLE + ": " + value);

            assertThat(answer).startsWith("HTTP/1.1 " + ("505".equals(value) ? "505" : "400"));
        }
    }
}
