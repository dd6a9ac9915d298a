package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is kept of a client between two requests, nor of what it says about itself. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class NoSessionTest {

    @Inject
    ConnectionManager sessions;

    @Test
    void createsAndNeedsNoSession() {
        String token = TokenForge.bearer("notes:read");
        Response initialized = Mcp.request(
                token,
                "initialize",
                Map.of(
                        "protocolVersion", "2025-06-18",
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "test", "version", "1")));

        assertThat(initialized.statusCode()).isEqualTo(200);
        assertThat(initialized.headers().hasHeaderWithName("Mcp-Session-Id")).isFalse();
        assertNoSessionIsLeft();
        assertThat(initialized.jsonPath().getMap("result.capabilities.tools")).isEmpty();
        assertThat(Mcp.post(token)
                        .header("Mcp-Session-Id", "made-up")
                        .body(Mcp.body(2, "tools/list", Map.of()))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(200);
    }

    /** What a client says about itself is neither kept nor interpreted: the extension would fail on these values. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"x\"", "[1]", "[{\"src\":5,\"sizes\":\"x\"}]", "null"})
    void answersInitializeWithAnyClientInfo(String icons) {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                        + "\"capabilities\":{\"roots\":5,\"x\":[]},\"clientInfo\":{\"name\":\"a\",\"version\":\"1\",\"icons\":"
                        + icons
                        + "}}}";

        Response response = Mcp.post(TokenForge.bearer("")).body(body).post("/mcp");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getInt("id")).isEqualTo(1);
        assertThat(response.jsonPath().getString("result.protocolVersion")).isEqualTo("2025-06-18");
        assertThat(response.jsonPath().getString("result.serverInfo.name")).isEqualTo("scoped-notes");
    }

    /** Other requests have it in _meta, where the extension would fail too. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"clientInfo\":5",
                "\"clientInfo\":{\"name\":5}",
                "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\",\"icons\":[5]}",
                "\"clientInfo\":null",
                "\"clientCapabilities\":[]",
                "\"clientCapabilities\":\"x\"",
                "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}",
            })
    void answersARequestWithAnyClientInfo(String member) {
        String meta = "{\"progressToken\":1,\"io.modelcontextprotocol/" + member.substring(1) + "}";
        try (LogRecorder log = new LogRecorder()) {
            for (String method : new String[] {
                "\"ping\",\"params\":{",
                "\"tools/call\",\"params\":{\"name\":\"fixture_read\",\"arguments\":{\"user_id\":\"ray\"},"
            }) {
                Response response = Mcp.post(TokenForge.bearer("notes:read"))
                        .body("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + method + "\"_meta\":" + meta + "}}")
                        .post("/mcp");

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.jsonPath().getMap("$")).containsKey("result");
            }
            assertThat(log.faults()).isEmpty();
            assertNoSessionIsLeft();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"notifications/initialized", "notifications/cancelled", "notifications/of-a-later-version"})
    void acceptsANotificationAndChangesNothing(String method) {
        Response response = Mcp.post(TokenForge.bearer("notes:read"))
                .body("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}")
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.asString()).isEmpty();
        assertNoSessionIsLeft();
    }

    /** The extension drops its own connection just after the answer. */
    private void assertNoSessionIsLeft() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(sessions).isEmpty());
    }
}
