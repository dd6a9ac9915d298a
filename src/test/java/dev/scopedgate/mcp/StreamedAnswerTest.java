package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tool's messages before its result are sent as an event stream, and nothing of a request remains for the next. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(CompletionTest.WithFurtherFeatures.class)
class StreamedAnswerTest {

    private final String token = TokenForge.bearer("notes:read");

    @Test
    void sendsProgressAndLogBeforeTheResult() {
        Response answer = call("tell", true);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/event-stream");
        List<JsonObject> events = events(answer);
        assertThat(events)
                .extracting(event -> event.getString("method"))
                .containsExactly("notifications/progress", "notifications/message", null);
        assertThat(events.get(0).getJsonObject("params").getString("progressToken"))
                .isEqualTo("p1");
        assertThat(events.get(2).getInteger("id")).isEqualTo(1);
        assertThat(events.get(2).encode()).contains("told");
    }

    @Test
    void initializePromisesNoMessagesAfterTheAnswer() {
        Map<String, Object> params = Map.of(
                "protocolVersion", "2025-11-25",
                "capabilities", Map.of(),
                "clientInfo", Map.of("name", "test", "version", "1"));

        assertThat(Mcp.request(token, "initialize", params)
                        .jsonPath()
                        .<String, Map<String, Object>>getMap("result.capabilities"))
                .containsOnlyKeys("tools", "prompts", "resources", "completions", "logging")
                .allSatisfy((feature, promises) -> assertThat(promises).isEmpty());
    }

    @Test
    void theLogLevelThatOneRequestSetsIsNotThatOfTheNext() {
        Map<String, Object> none = Map.of("level", "emergency");
        assertThat(Mcp.request(token, "logging/setLevel", none).statusCode()).isEqualTo(200);

        assertThat(text(Mcp.call(token, "connection", Map.of()))).contains(" INFO ");
    }

    /** With nothing of the failure, which the log names by its class. */
    @ParameterizedTest(name = "with progress: {0}")
    @ValueSource(booleans = {true, false})
    void aResultThatCannotBeSentIsAnInternalError(boolean progress) {
        try (LogRecorder log = new LogRecorder()) {
            Response answer = call("breaks", progress);

            assertThat(answer.statusCode()).isEqualTo(progress ? 200 : 500);
            JsonObject last = progress ? events(answer).get(1) : new JsonObject(answer.asString());
            assertThat(last.getInteger("id")).isEqualTo(1);
            assertThat(last.getJsonObject("error").getInteger("code")).isEqualTo(-32603);
            assertThat(answer.asString()).doesNotContain("secret", "Exception");
            assertThat(log.entries())
                    .anyMatch(entry -> entry.contains("without a response that can be sent"))
                    .noneMatch(entry -> entry.contains("secret"));
        }
    }

    @Test
    void aToolsOwnSecurityCheckIsReportedWithoutAClassName() {
        Response answer = call("forbids", false);

        assertThat(answer.jsonPath().getInt("error.code")).isEqualTo(-32001);
        assertThat(answer.asString()).doesNotContain("secret", "Exception");
    }

    /** Unread, it stays in memory, after an event as without one. */
    @ParameterizedTest(name = "{0} characters")
    @ValueSource(ints = {100_000, 20_000_000})
    void aLongResultAfterAnEventIsSentOnlyIfTheMemoryForResponsesHasRoom(int characters) {
        Response answer = Mcp.request(
                token,
                "tools/call",
                Map.of(
                        "name",
                        "tell_much",
                        "arguments",
                        Map.of("characters", characters),
                        "_meta",
                        Map.of("progressToken", "p1")));

        assertThat(events(answer)).hasSize(2);
        JsonObject last = events(answer).get(1);
        if (characters == 100_000) {
            assertThat(last.getJsonObject("result").encode()).hasSizeGreaterThan(characters);
        } else {
            assertThat(last.getInteger("id")).isEqualTo(1);
            assertThat(last.getJsonObject("error").getString("message")).endsWith("The call was carried out");
        }
    }

    @Test
    void aDeniedToolSendsNoMessage() {
        Response answer = Mcp.call(TokenForge.bearer("notes:write"), "tell", Map.of());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.contentType()).startsWith("application/json");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ping", "tools/list", "tools/call"})
    void returnsAnIdUnchangedEvenWithAnUnpairedSurrogate(String method) {
        Response answer = Mcp.post(token)
                .body("{\"jsonrpc\":\"2.0\",\"id\":\"\\uD800\",\"method\":\"" + method
                        + "\",\"params\":{\"name\":\"connection\"}}")
                .post("/mcp");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).contains("\"id\":\"\\uD800\"");
    }

    @Test
    void eachRequestHasAConnectionOfItsOwn() {
        String first = text(Mcp.call(token, "connection", Map.of()));
        String second = text(Mcp.call(token, "connection", Map.of()));

        assertThat(first.split(" ")[0]).isNotEqualTo(second.split(" ")[0]);
    }

    @Test
    void theToolSeesTheVersionOfTheRequestAndNothingOfTheClient() {
        String unnamed = text(Mcp.call(token, "connection", Map.of()));
        String named = text(Mcp.post(token)
                .header("MCP-Protocol-Version", "2025-11-25")
                .body(Mcp.body(1, "tools/call", Map.of("name", "connection", "arguments", Map.of())))
                .post("/mcp"));

        assertThat(unnamed).endsWith("2025-03-26 client");
        assertThat(named).endsWith("2025-11-25 client");
    }

    private Response call(String tool, boolean progress) {
        Map<String, Object> meta = progress ? Map.of("progressToken", "p1") : Map.of();
        return Mcp.request(token, "tools/call", Map.of("name", tool, "arguments", Map.of(), "_meta", meta));
    }

    private static List<JsonObject> events(Response answer) {
        return Arrays.stream(answer.asString().split("\n\n"))
                .map(event -> new JsonObject(event.substring(event.indexOf("data: ") + "data: ".length())))
                .toList();
    }

    private static String text(Response answer) {
        assertThat(answer.contentType()).startsWith("application/json");
        return answer.jsonPath().getString("result.content[0].text");
    }
}
