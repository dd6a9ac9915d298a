package dev.scopedgate.connection;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller can make the server hold is bounded in bytes and time. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(SmallBounds.class)
class HeldResourcesTest {

    private static final int HALF_BODY = 330_000;

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static String head(int length) {
        return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: */*\r\n"
                + "Authorization: Bearer " + TokenForge.bearer("") + "\r\nContent-Length: " + length;
    }

    private static int ping() {
        return Mcp.post(TokenForge.bearer(""))
                .body(Mcp.body(1, "ping", Map.of("padding", " ".repeat(50_000))))
                .post("/mcp")
                .statusCode();
    }

    private Socket halfABody() throws IOException {
        Socket socket = Sockets.connectTcp(server, null);
        socket.getOutputStream()
                .write((head(1_000_000) + "\r\n\r\n" + " ".repeat(HALF_BODY)).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void answers408ToABodyThatDoesNotArriveInTime() {
        assertThat(RawHttp.status(server, head(100))).isEqualTo(408);
    }

    @Test
    void sends100Continue() {
        assertThat(RawHttp.status(server, head(100) + "\r\nExpect: 100-continue"))
                .isEqualTo(100);
    }

    @Test
    void holdsUnfinishedBodiesUpToTheBudgetAndFreesThemOnDisconnect() throws IOException {
        List<Socket> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            senders.add(halfABody());
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> ping() == 503);

        for (Socket sender : senders) {
            sender.close();
        }
        await().atMost(Duration.ofSeconds(15)).until(() -> ping() == 200);
    }

    @Test
    void requestsWithoutATokenCreateNoMetrics() {
        String secret = "eyJhbGciOiJSUzI1NiJ9";
        for (int i = 0; i < 20; i++) {
            RawHttp.status(server, "X" + i + " /whoami/" + secret + i + " HTTP/1.1\r\nHost: 127.0.0.1");
            RawHttp.status(server, "GET /nowhere/" + secret + i + " HTTP/1.1\r\nHost: evil.example");
        }

        String scraped = given().get(metrics).asString();

        assertThat(scraped).contains("http_server_requests").doesNotContain(secret, "X1");
        assertThat(scraped.lines().filter(line -> line.startsWith("http_server_requests_seconds_count")))
                .hasSizeLessThan(20);
    }

    @Test
    void callersCreateNoMetrics() {
        String token = TokenForge.bearer("notes:read");
        for (int i = 0; i < 20; i++) {
            Mcp.request(token, "resources/read", Map.of("uri", "made-up://" + i));
        }
        Mcp.call(token, "fixture_read", Map.of("user_id", "ray"));

        String scraped = given().get(metrics).asString();

        assertThat(scraped).doesNotContain("made-up").contains("resource_uri=\"OTHER\"", "tool_name=\"fixture_read\"");
    }
}
