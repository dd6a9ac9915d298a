package dev.scopednotes.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.LogRecorder;
import dev.scopednotes.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No form of the request target and no upgrade goes round the check of Host. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class RequestTargetTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\n";

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"http://evil.example/mcp", "http://127.0.0.1@evil.example/mcp", "http:///mcp"})
    void aTargetThatNamesAnotherServerIsTurnedAway(String target) {
        assertThat(RawHttp.status(server, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1"))
                .isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"*", "mcp", "evil.example:80/mcp"})
    void aTargetThatIsNoPathIsNowhere(String target) {
        assertThat(RawHttp.status(server, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1"))
                .isEqualTo(404);
    }

    @Test
    void aTargetThatNamesThisServerIsServed() {
        assertThat(RawHttp.status(server, GET.replace(" /", " http://127.0.0.1/") + "Host: 127.0.0.1"))
                .isEqualTo(200);
    }

    /** Vert.x makes of it an HTTP/2 request, with its Host as :authority. */
    @Test
    void aForgedNameDoesNotPassByAnUpgrade() {
        String upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n";

        String refused = RawHttp.exchange(server, GET + upgrade + "Host: evil.example", "}");
        String served = RawHttp.exchange(server, GET + upgrade + "Host: 127.0.0.1", "}");

        assertThat(refused).startsWith("HTTP/1.1 101 ").contains("Host is not a name of this server");
        assertThat(served).startsWith("HTTP/1.1 101 ").contains("\"resource\":\"https://notes.example.test/mcp\"");
    }

    @Test
    void anUpgradeWithoutANameIsNoErrorOfOurs() throws Exception {
        String nameless = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__";
        try (LogRecorder log = new LogRecorder();
                Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write((GET + nameless + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.setSoTimeout(2000);

            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketTimeoutException.class);
            assertThat(log.entries()).noneMatch(entry -> entry.contains("Exception"));
        }
    }
}
