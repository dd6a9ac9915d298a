package dev.scopedgate.mcp.ask;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools, prompts and resources that ask, over HTTP (MCP 2026-07-28, multi round-trip requests). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithFurtherFeatures.class)
class AskingTest {

    private static final Map<String, Object> ALL =
            Map.of("elicitation", Map.of(), "sampling", Map.of(), "roots", Map.of());
    private static final Map<String, Object> ALICE = Map.of("action", "accept", "content", Map.of("name", "Alice"));

    private static Modern request(String method, String subject) {
        return Modern.request(method, Map.of(method.equals("resources/read") ? "uri" : "name", subject))
                .meta(Modern.CAPABILITIES, ALL);
    }

    private static Modern call(String tool) {
        return request("tools/call", tool);
    }

    private static Response send(Modern request) {
        return request.send(TokenForge.bearer("notes:read"));
    }

    private static JsonPath asked(Modern request) {
        Response response = send(request);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.<String>path("result.resultType"))
                .as(response.asString())
                .isEqualTo("input_required");
        assertThat(response.<String>path("result.requestState")).isNotBlank();
        assertThat(response.<Object>path("result.content")).isNull();
        assertThat(response.<Object>path("result.ttlMs")).isNull();
        return response.jsonPath();
    }

    private static Modern with(Modern request, JsonPath asked, Map<String, Object> responses) {
        return request.id(2)
                .param("requestState", asked.getString("result.requestState"))
                .param("inputResponses", responses);
    }

    private static String text(Modern request) {
        Response response = send(request);
        assertThat(response.<String>path("result.resultType"))
                .as(response.asString())
                .isEqualTo("complete");
        return response.path("result.content[0].text");
    }

    @Test
    void asksSeveralQuestionsAtOnce() {
        JsonPath asked = asked(call("ask_all"));
        assertThat(asked.getString("result.inputRequests.user_name.method")).isEqualTo("elicitation/create");
        assertThat(asked.getMap("result.inputRequests.user_name.params.requestedSchema"))
                .isEqualTo(Map.of(
                        "type", "object",
                        "properties", Map.of("name", Map.of("type", "string")),
                        "required", List.of("name")));
        assertThat(asked.getString("result.inputRequests.greeting.method")).isEqualTo("sampling/createMessage");
        assertThat(asked.getInt("result.inputRequests.greeting.params.maxTokens"))
                .isEqualTo(50);
        assertThat(asked.getString("result.inputRequests.client_roots.method")).isEqualTo("roots/list");

        assertThat(text(with(
                        call("ask_all"),
                        asked,
                        Map.of(
                                "user_name", ALICE,
                                "greeting",
                                        Map.of(
                                                "role",
                                                "assistant",
                                                "model",
                                                "m",
                                                "content",
                                                Map.of("type", "text", "text", "Hello")),
                                "client_roots", Map.of("roots", List.of(Map.of("uri", "file:///a")))))))
                .isEqualTo("Alice: Hello 1");
    }

    @Test
    void asksOneQuestionAfterTheOther() {
        JsonPath first = asked(call("ask_twice"));
        JsonPath second = asked(with(call("ask_twice"), first, Map.of("user_name", ALICE)));
        String key = second.<String, Object>getMap("result.inputRequests")
                .keySet()
                .iterator()
                .next();

        assertThat(second.getString("result.requestState")).isNotEqualTo(first.getString("result.requestState"));
        assertThat(text(with(
                        call("ask_twice"),
                        second,
                        Map.of(key, Map.of("action", "accept", "content", Map.of("confirm", true))))))
                .isEqualTo("it is Alice");
        assertThat(text(with(call("ask_twice"), second, Map.of(key, Map.of("action", "cancel")))))
                .isEqualTo("it is not Alice");
    }

    @Test
    void asksAfterMessagesOfTheSameCall() {
        Response response = send(call("ask_twice").meta("progressToken", "p"));

        assertThat(response.contentType()).startsWith("text/event-stream");
        assertThat(response.asString())
                .contains("notifications/progress")
                .contains("\"resultType\":\"input_required\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ask_wrapped", "ask_swallowed"})
    void asksWhateverTheMethodMakesOfTheException(String tool) {
        assertThat(text(with(call(tool), asked(call(tool)), Map.of("user_name", ALICE))))
                .isEqualTo("Alice");
    }

    @ParameterizedTest
    @CsvSource({
        "prompts/get, ask_prompt, result.messages[0].content.text",
        "resources/read, asked://a, result.contents[0].text"
    })
    void promptsAndResourcesAsk(String method, String subject, String answer) {
        JsonPath asked = asked(request(method, subject));

        Response response = send(with(request(method, subject), asked, Map.of("user_name", ALICE)));
        assertThat(response.<String>path(answer)).as(response.asString()).isEqualTo("Alice");
        assertThat(response.<String>path("result.resultType")).isEqualTo("complete");
    }

    @ParameterizedTest
    @CsvSource({
        "tools/call, ask_wrapped, prompts/get, ask_prompt",
        "resources/read, asked://a, resources/read, asked://b",
        "prompts/get, ask_prompt, tools/call, ask_wrapped"
    })
    void refusesTheStateOfAnotherMethodOrSubject(String method, String subject, String otherMethod, String other) {
        JsonPath asked = asked(request(method, subject));

        Response refused = send(with(request(otherMethod, other), asked, Map.of("user_name", ALICE)));
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<Integer>path("error.code")).isEqualTo(-32602);
        assertThat(refused.<Integer>path("id")).isEqualTo(2);
    }

    @Test
    void theStateOfAnotherMethodIsOfNoInterestToAList() {
        Response response = send(Modern.request("tools/list").param("requestState", "none"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<String>path("result.resultType")).isEqualTo("complete");
    }

    @Test
    void takesAnUnaskedAnswerOnlyWhereTheAuthorAllowsIt() {
        Map<String, Object> responses = Map.of("user_name", ALICE, "unknown", ALICE);

        assertThat(text(call("ask_unasked").param("inputResponses", responses))).isEqualTo("Alice");
        asked(call("ask_wrapped").param("inputResponses", responses));
    }

    @Test
    void namesTheCapabilitiesThatAreMissing() {
        Response one = send(call("ask_wrapped").meta(Modern.CAPABILITIES, Map.of("sampling", Map.of())));
        assertMissing(one, Map.of("elicitation", Map.of()));

        Response several = send(call("ask_all").meta(Modern.CAPABILITIES, Map.of("elicitation", Map.of())));
        assertMissing(several, Map.of("sampling", Map.of(), "roots", Map.of()));
        asked(call("ask_wrapped").meta(Modern.CAPABILITIES, Map.of("elicitation", Map.of())));
    }

    private static void assertMissing(Response response, Map<String, Object> capabilities) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.<Integer>path("id")).isEqualTo(1);
        assertThat(response.<Integer>path("error.code")).isEqualTo(-32021);
        assertThat(response.<Map<String, Object>>path("error.data.requiredCapabilities"))
                .isEqualTo(capabilities);
        assertThat(response.<Object>path("result")).isNull();
    }

    @Test
    void saysWhatIsPossible() {
        assertThat(text(call("ask_what_is_possible"))).isEqualTo("true true true");
        assertThat(text(call("ask_what_is_possible").meta(Modern.CAPABILITIES, Map.of("roots", Map.of()))))
                .isEqualTo("false false true");
        assertThat(Mcp.call(TokenForge.bearer("notes:read"), "ask_what_is_possible", Map.of())
                        .<String>path("result.content[0].text"))
                .isEqualTo("false false false");
    }

    @Test
    void aLegacyClientIsToldThatItCannotBeAsked() {
        String token = TokenForge.bearer("notes:read");

        Response tool = Mcp.call(token, "ask_twice", Map.of());
        assertThat(tool.<Boolean>path("result.isError")).as(tool.asString()).isTrue();
        assertThat(tool.<String>path("result.content[0].text"))
                .isEqualTo("this call asks its caller, and this client cannot be asked: that needs MCP 2026-07-28");
        Response prompt = Mcp.request(token, "prompts/get", Map.of("name", "ask_prompt"));
        assertThat(prompt.<String>path("error.message")).as(prompt.asString()).contains("cannot be asked");
        assertThat(prompt.asString()).doesNotContain("Internal error");
    }

    @Test
    void aLegacyClientsParametersOfTheModernEraAreIgnored() {
        Response response = Mcp.request(
                TokenForge.bearer("notes:read"),
                "tools/call",
                Map.of("name", "ask_what_is_possible", "requestState", 7, "inputResponses", 7));

        assertThat(response.statusCode()).isEqualTo(200);
    }
}
