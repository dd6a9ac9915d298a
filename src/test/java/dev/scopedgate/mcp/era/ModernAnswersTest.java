package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.mcp.CompletionTest.WithFurtherFeatures;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request of MCP 2026-07-28 is answered with. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithFurtherFeatures.class)
class ModernAnswersTest {

    private static final String SERVER = "result._meta.'io.modelcontextprotocol/serverInfo'.";

    private static JsonPath answer(Modern request) {
        Response response = request.send(TokenForge.bearer("notes:read notes:write"));
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.headers().hasHeaderWithName("Mcp-Session-Id")).isFalse();
        JsonPath json = response.jsonPath();
        assertThat(json.getString("result.resultType")).isEqualTo("complete");
        assertThat(json.getString(SERVER + "name")).isEqualTo("scoped-notes");
        assertThat(json.getString(SERVER + "version")).isNotBlank();
        return json;
    }

    @Test
    void discover() {
        JsonPath json = answer(Modern.request("server/discover"));

        assertThat(json.getList("result.supportedVersions")).isEqualTo(List.of("2026-07-28"));
        assertThat(json.getMap("result.capabilities").keySet())
                .isEqualTo(java.util.Set.of("tools", "prompts", "resources", "completions", "logging"));
        assertThat(json.getMap("result.capabilities.resources")).isEmpty();
        assertPrivateFor(300_000, json);
    }

    private static void assertPrivateFor(int millis, JsonPath json) {
        assertThat(json.getInt("result.ttlMs")).isEqualTo(millis);
        assertThat(json.getString("result.cacheScope")).isEqualTo("private");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
    void listsMayBeKeptAndAreInOrder(String method) {
        JsonPath json = answer(Modern.request(method));
        String list = method.equals("resources/templates/list") ? "resourceTemplates" : method.replace("/list", "");

        assertPrivateFor(300_000, json);
        List<String> names = json.getList("result." + list + ".name");
        assertThat(names).isNotEmpty().isSorted();
    }

    @Test
    void eachToolSaysItsScopeInBothEras() {
        JsonPath modern = answer(Modern.request("tools/list"));
        JsonPath legacy = Mcp.request(TokenForge.bearer("notes:read"), "tools/list", Map.of())
                .jsonPath();

        for (JsonPath json : List.of(modern, legacy)) {
            Map<String, Object> purge = json.getMap("result.tools.find { it.name == 'admin_purge' }");
            List<?> schemes = List.of(Map.of("type", "oauth2", "scopes", List.of("admin:notes")));
            assertThat(purge).containsEntry("securitySchemes", schemes);
            assertThat((Map<?, ?>) purge.get("_meta"))
                    .isEqualTo(Map.of("dev.scopedgate/required-scope", "admin:notes", "securitySchemes", schemes));
        }
        assertThat(legacy.getMap("result")).containsOnlyKeys("tools");
    }

    @Test
    void aResourceIsReadAnew() {
        JsonPath json = answer(Modern.request("resources/read", Map.of("uri", "weather://sky")));

        assertThat(json.getString("result.contents[0].text")).isEqualTo("blue");
        assertPrivateFor(0, json);
    }

    @Test
    void aResultWithMetadataOfItsOwnIsSentAsItIs() {
        String sent = Modern.call("precise", Map.of())
                .send(TokenForge.bearer("notes:read"))
                .asString();

        assertThat(sent)
                .contains("0.12345678901234567890123", "\"com.example/own\":\"kept\"", "/serverInfo\"", "complete");
    }

    @Test
    void anUnknownResourceIsAnInvalidParam() {
        Response response = Modern.request("resources/read", Map.of("uri", "weather://none"))
                .send(TokenForge.bearer("notes:read"));

        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32602);
    }

    @Test
    void promptAndCompletion() {
        JsonPath prompt =
                answer(Modern.request("prompts/get", Map.of("name", "greet", "arguments", Map.of("who", "ray"))));
        assertThat(prompt.getString("result.messages[0].content.text")).isEqualTo("hello ray");

        JsonPath completion = answer(Modern.request(
                "completion/complete",
                Map.of(
                        "ref", Map.of("type", "ref/prompt", "name", "greet"),
                        "argument", Map.of("name", "who", "value", "a"))));
        assertThat(completion.getList("result.completion.values")).isEqualTo(List.of("a-two"));
    }

    @Test
    void argumentsThatDoNotFitAreAResultForTheModel() {
        JsonPath json = answer(Modern.call("route", Map.of()));

        assertThat(json.getBoolean("result.isError")).isTrue();
        assertThat(json.getString("result.content[0].text")).contains("region");
    }

    @Test
    void progressRisesAndOnlyLogsAskedForAreSent() {
        String silent = stream(Modern.call("back_and_forth", Map.of()));
        assertThat(silent).doesNotContain("notifications/").contains("\"result\":{");

        String told = stream(Modern.call("back_and_forth", Map.of())
                .meta("progressToken", "p1")
                .meta("io.modelcontextprotocol/logLevel", "error"));
        assertThat(told).contains("a failure").doesNotContain("a detail");
        assertThat(told.split("notifications/progress")).hasSize(4);
        assertThat(told)
                .contains("\"progress\":1", "\"progress\":3", "\"progress\":4")
                .doesNotContain("\"progress\":2");
    }

    private static String stream(Modern request) {
        Response response = request.send(TokenForge.bearer("notes:read"));
        assertThat(response.statusCode()).isEqualTo(200);
        if (response.contentType().startsWith("text/event-stream")) {
            assertThat(response.header("X-Accel-Buffering")).isEqualTo("no");
        }
        return response.asString();
    }

    @Test
    void aNotificationIsAcceptedAndHasNoEffect() {
        for (String version : new String[] {Modern.VERSION, "2025-11-25"}) {
            Response response = Mcp.post(TokenForge.bearer("notes:read"))
                    .header("MCP-Protocol-Version", version)
                    .body("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}")
                    .post("/mcp");
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.asString()).isEmpty();
        }
    }
}
