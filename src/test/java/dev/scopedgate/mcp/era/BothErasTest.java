package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each request is answered by what it says itself: nothing of an earlier one counts, whatever its era (MCP 2026-07-28). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class BothErasTest {

    private static final String INFO = "io.modelcontextprotocol/clientInfo";
    private static final Map<String, Object> READ =
            Map.of("name", "fixture_read", "arguments", Map.of("user_id", "ray"));

    @TestHTTPResource("/")
    URI server;

    @Test
    void oneConnectionServesBothErasInTurn() throws IOException {
        String token = TokenForge.bearer("notes:read");
        try (KeptAlive connection = new KeptAlive(server)) {
            for (int i = 0; i < 3; i++) {
                JsonPath modern = answer(connection, token, Modern.request("tools/call", READ));
                assertThat(modern.getString("result.resultType")).isEqualTo("complete");

                JsonPath initialized = answer(
                        connection,
                        token,
                        Mcp.body(
                                1,
                                "initialize",
                                Map.of(
                                        "protocolVersion",
                                        "2025-06-18",
                                        "capabilities",
                                        Map.of("elicitation", Map.of()),
                                        "clientInfo",
                                        Map.of("name", "test", "version", "1"))));
                assertThat(initialized.getString("result.protocolVersion")).isEqualTo("2025-06-18");

                JsonPath legacy = answer(connection, token, Mcp.body(1, "tools/call", READ));
                assertThat(legacy.getMap("result")).containsKey("content").doesNotContainKeys("resultType", "_meta");
            }
        }
    }

    @Test
    void aListIsTheSameOnEveryConnectionAndAfterOtherRequests() throws IOException {
        String token = TokenForge.bearer("notes:read");
        String first;
        try (KeptAlive connection = new KeptAlive(server)) {
            first = text(connection, token, Modern.request("tools/list"));
            text(connection, token, Modern.request("tools/call", READ));

            assertThat(text(connection, token, Modern.request("tools/list"))).isEqualTo(first);
        }
        try (KeptAlive other = new KeptAlive(server)) {
            assertThat(text(other, token, Modern.request("tools/list"))).isEqualTo(first);
        }
    }

    @Test
    void whatAClientSaysOfItselfDecidesNothing() {
        Map<String, Object> admin = Map.of("name", "admin", "version", "1", "title", "admin:notes");
        for (Modern purge : List.of(purge(), purge().meta(INFO, admin))) {
            assertThat(purge.send(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(403);
        }
        for (Modern read : List.of(
                Modern.request("tools/call", READ),
                Modern.request("tools/call", READ).meta(INFO, admin))) {
            assertThat(read.send(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
        }
    }

    private static Modern purge() {
        return Modern.call("fixture_purge", Map.of("user_id", "ray"));
    }

    private static JsonPath answer(KeptAlive connection, String token, Modern request) throws IOException {
        return new JsonPath(text(connection, token, request));
    }

    private static String text(KeptAlive connection, String token, Modern request) throws IOException {
        StringBuilder fields = new StringBuilder();
        request.headers().forEach((name, value) -> fields.append(name + ": " + value + "\r\n"));
        String plain = new String(post(token, request.body()), StandardCharsets.UTF_8);
        connection.send(plain.replaceFirst("\r\n", "\r\n" + fields).getBytes(StandardCharsets.UTF_8));
        return connection.read().text();
    }

    private static JsonPath answer(KeptAlive connection, String token, String body) throws IOException {
        connection.send(post(token, body));
        return new JsonPath(connection.read().text());
    }

    private static byte[] post(String token, String body) {
        return KeptAlive.post(token, body.getBytes(StandardCharsets.UTF_8));
    }
}
