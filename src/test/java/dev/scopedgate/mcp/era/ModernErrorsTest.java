package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.mcp.CompletionTest.WithFurtherFeatures;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a feature of MCP 2026-07-28 answers for a name, an argument or a place that there is not, beside the one there is. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithFurtherFeatures.class)
class ModernErrorsTest {

    private static Response send(Modern request) {
        return request.send(TokenForge.bearer("notes:read notes:write admin:notes"));
    }

    private static Modern completion(Map<String, Object> reference, String argument) {
        return Modern.request(
                "completion/complete", Map.of("ref", reference, "argument", Map.of("name", argument, "value", "a")));
    }

    private static Modern greeting(Map<String, Object> arguments) {
        return Modern.request("prompts/get", Map.of("name", "greet", "arguments", arguments));
    }

    static Stream<Arguments> invalidParams() {
        return Stream.of(
                Arguments.of(
                        "unknown prompt",
                        Modern.request("prompts/get", Map.of("name", "no_such_prompt")),
                        greeting(Map.of("who", "ray"))),
                Arguments.of("prompt without its argument", greeting(Map.of()), greeting(Map.of("who", "ray"))),
                Arguments.of(
                        "completion of an unknown prompt",
                        completion(Map.of("type", "ref/prompt", "name", "no_such_prompt"), "who"),
                        completion(Map.of("type", "ref/prompt", "name", "greet"), "who")),
                Arguments.of(
                        "completion of an unknown argument",
                        completion(Map.of("type", "ref/prompt", "name", "greet"), "whom"),
                        completion(Map.of("type", "ref/prompt", "name", "greet"), "who")),
                Arguments.of(
                        "completion of an unknown template",
                        completion(Map.of("type", "ref/resource", "uri", "none://{page}"), "page"),
                        completion(Map.of("type", "ref/resource", "uri", "pages://{page}"), "page")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidParams")
    void whatThereIsNotIsAnInvalidParam(String what, Modern wrong, Modern right) {
        Response refused = send(wrong.id("an-id"));

        assertThat(refused.jsonPath().getInt("error.code"))
                .as(refused.asString())
                .isEqualTo(-32602);
        assertThat(refused.jsonPath().getString("error.message")).isNotBlank().doesNotContain("Exception", "dev.");
        assertThat(refused.jsonPath().getString("id")).isEqualTo("an-id");
        assertThat(send(right).jsonPath().getMap("result")).containsEntry("resultType", "complete");
    }

    @Test
    void aResourceThatThereIsNotIsAnErrorWithItsUri() {
        JsonPath none = send(Modern.request("resources/read", Map.of("uri", "weather://none")))
                .jsonPath();

        assertThat(none.getInt("error.code")).isEqualTo(-32602);
        assertThat(none.getString("error.data.uri")).isEqualTo("weather://none");
        assertThat(none.getMap("$")).doesNotContainKey("result");
        JsonPath there = send(Modern.request("resources/read", Map.of("uri", "weather://sky")))
                .jsonPath();
        assertThat(there.getList("result.contents")).hasSize(1);
    }

    @Test
    void anArgumentThatIsNullOrAbsentNeedsNoHeader() {
        Map<String, Object> arguments = new HashMap<>(Map.of("region", "eu"));
        Modern absent = Modern.call("route", arguments).header("Mcp-Param-Region", "eu");
        assertThat(send(absent).jsonPath().getString("result.content[0].text")).isEqualTo("routed to eu");

        arguments.put("depth", null);
        Modern isNull = Modern.call("route", arguments).header("Mcp-Param-Region", "eu");
        assertThat(send(isNull).jsonPath().getString("result.content[0].text")).isEqualTo("routed to eu");

        arguments.put("depth", 3);
        Response given = send(Modern.call("route", arguments).header("Mcp-Param-Region", "eu"));
        assertThat(given.statusCode()).isEqualTo(400);
        assertThat(given.jsonPath().getInt("error.code")).isEqualTo(-32020);
    }
}
