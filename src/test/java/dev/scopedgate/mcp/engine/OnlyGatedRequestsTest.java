package dev.scopedgate.mcp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.OwnRoutes;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The MCP extension's own transport on a path that no check knows, such as that of a second server. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(OwnRoutes.class)
public class OnlyGatedRequestsTest {

    private static final String UNKNOWN_PATH = "/unknown/mcp";

    @Alternative
    @Singleton
    public static class Endpoint {
        void register(@Observes Router router, StreamableHttpMcpMessageHandler transport) {
            router.post(UNKNOWN_PATH).handler(BodyHandler.create(false)).handler(context -> {
                context.put("mcp.http.server-name", "<default>");
                transport.handle(context);
            });
        }
    }

    @Inject
    ConnectionManager sessions;

    private static Response post(String path, String message) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .body(message)
                .post(path);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                        + "\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}",
                "\"method\":\"ping\"",
                "\"method\":\"tools/list\"",
                "\"method\":\"prompts/list\"",
                "\"method\":\"resources/list\"",
                "\"method\":\"resources/templates/list\"",
                "\"method\":\"logging/setLevel\",\"params\":{\"level\":\"debug\"}",
                "\"method\":\"tools/call\",\"params\":{\"name\":\"fixture_read\",\"arguments\":{\"user_id\":\"u\"}}",
                "\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"u\"}"
            })
    void refusesAMessageThatBypassedTheGate(String message) {
        Response response = post(UNKNOWN_PATH, "{\"jsonrpc\":\"2.0\",\"id\":7," + message + "}");

        assertThat(response.jsonPath().getInt("id")).isEqualTo(7);
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32001);
        assertThat(response.jsonPath().getString("error.message")).contains("/mcp");
        assertThat(response.header("Mcp-Session-Id")).isNull();
        assertThat(sessions).isEmpty();
    }

    @Test
    void aBatchIsAnsweredWithErrorsOnly() {
        Response response = post(
                UNKNOWN_PATH,
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}]");

        assertThat(response.asString()).contains("-32001").doesNotContain("\"result\"");
    }

    @Test
    void answersTheSameMessageThroughTheGate() {
        assertThat(post("/mcp", Mcp.body(7, "ping", Map.of())).jsonPath().getMap("$"))
                .containsKey("result");
    }
}
