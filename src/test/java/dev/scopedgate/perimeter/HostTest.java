package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Host values are accepted; over raw sockets, because HTTP clients correct a Host before they send it. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class HostTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\n";

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8000",
                // prefixes and suffixes of valid names
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "notes.example.test.evil.example",
                "xnotes.example.test",
                // the resource is on 443
                "notes.example.test:8443",
                "notes.example.test:",
                "127.0.0.1,evil.example",
                "notes.example.test%00",
                // the same machine under names that are not on the list
                "notes.example.test.",
                "localhost.",
                "0.0.0.0",
                "127.1",
                "2130706433",
                "[::ffff:127.0.0.1]",
                "",
            })
    void refusesAForeignHostBeforeAnyOtherCheck(String host) {
        // an Origin that matches a forged Host does not help
        String answer = RawHttp.exchange(
                server, GET + "Host: " + host + "\r\nOrigin: http://" + host + "\r\nConnection: close", "}");

        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("Host is not a name of this server");
        assertThat(answer.toLowerCase(java.util.Locale.ROOT)).doesNotContain("www-authenticate", "allow-origin");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "Host: notes.example.test@evil.example",
                "Host: evil.example@notes.example.test",
                "Host: user@127.0.0.1",
                "Host: 127.0.0.1:8000@evil.example",
                "Host: 127.0.0.1:65536",
                "Host: 127.0.0.1:8000:8000",
                "Host: 127.0.0.1:x",
                "Host: 127.0.0.1/evil",
                "Host: 127.0.0.1#evil.example",
                "Host: [::1",
                "Host: 127.0.0.1\r\nHost: evil.example",
                "Host: 127.0.0.1\r\nHost: 127.0.0.1",
                "X-Forwarded-Host: 127.0.0.1\r\nForwarded: host=127.0.0.1",
            })
    void refusesAnInvalidHostAndDoesNotLogIt(String headers) {
        try (LogRecorder log = new LogRecorder()) {
            String answer = RawHttp.exchange(server, GET.replace(" HTTP", "?access_token=s3cret HTTP") + headers, "}");

            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("bad_request", "nosniff");
            assertThat(log.entries()).noneMatch(entry -> entry.contains("s3cret") || entry.contains("Exception"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "notes.example.test",
                "NOTES.Example.Test",
                "notes.example.test:443",
                // the request came by the port of plain http, which has no meaning
                "notes.example.test:80",
                // DNS rebinding cannot reach a loopback name
                "localhost",
                "LOCALHOST:1",
                "127.0.0.1",
                "127.0.0.1:65535",
                "[::1]:8000",
            })
    void servesTheResourcesHost(String host) {
        assertThat(RawHttp.status(server, GET + "Host: " + host)).isEqualTo(200);
    }

    @Test
    void aForwardedHostDoesNotMakeAForgedHostValid() {
        assertThat(RawHttp.status(
                        server, GET + "Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1\r\nForwarded: host=127.0.0.1"))
                .isEqualTo(403);
    }

    @Test
    void aForwardedHostDoesNotMakeAValidHostForeign() {
        assertThat(RawHttp.status(
                        server,
                        GET + "Host: 127.0.0.1\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example"))
                .isEqualTo(200);
    }
}
