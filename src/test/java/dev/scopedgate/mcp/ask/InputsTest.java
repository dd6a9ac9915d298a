package dev.scopedgate.mcp.ask;

import static dev.scopedgate.mcp.ask.Calls.CAPABLE;
import static dev.scopedgate.mcp.ask.Calls.KEY;
import static dev.scopedgate.mcp.ask.Calls.NOW;
import static dev.scopedgate.mcp.ask.Calls.accepted;
import static dev.scopedgate.mcp.ask.Calls.first;
import static dev.scopedgate.mcp.ask.Calls.inputs;
import static dev.scopedgate.mcp.ask.Calls.next;
import static dev.scopedgate.mcp.ask.Calls.purge;
import static dev.scopedgate.mcp.ask.Calls.ray;
import static dev.scopedgate.mcp.ask.Calls.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.mcp.ask.FormAnswer.Action;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.ToolCallException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an answer, and what a request with open questions is answered with. */
class InputsTest {

    private static final Form NAME =
            Form.of("What is your name?", Field.text("name")).key("user_name");
    private static final Form COLOR =
            Form.of("Which color?", Field.choice("color", "red", "blue")).key("color");

    @Test
    void asksWithTheQuestionAndAState() throws EnvelopeException {
        Inputs round = first();

        assertThat(round.answer(NAME)).isEmpty();
        assertThat(round.isAsked()).isTrue();
        JsonObject response = round.instead(7).orElseThrow();
        assertThat(response.getInteger("id")).isEqualTo(7);
        JsonObject result = response.getJsonObject("result");
        assertThat(result.getString("resultType")).isEqualTo("input_required");
        assertThat(result.getJsonObject("inputRequests").encode())
                .isEqualTo(new JsonObject()
                        .put(
                                "user_name",
                                new JsonObject()
                                        .put("method", "elicitation/create")
                                        .put("params", new JsonObject(NAME.params())))
                        .encode());
        assertThat(result.getString("requestState")).isNotEmpty();
    }

    @Test
    void isNotAskedWithoutAQuestion() throws EnvelopeException {
        assertThat(first().isAsked()).isFalse();
        assertThat(first().instead(1)).isEmpty();
    }

    @Test
    void returnsTheAnswerOfTheNextRound() throws EnvelopeException {
        Inputs second = next(asked(NAME), Map.of("user_name", accepted(Map.of("name", "Alice", "more", 1))));

        FormAnswer answer = second.answer(NAME).orElseThrow();
        assertThat(answer.text("name")).contains("Alice");
        assertThat(answer.content().keySet().toString()).isEqualTo("[name]");
        assertThat(second.isAsked()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline", "cancel"})
    void returnsThatThePersonDidNotAnswer(String action) throws EnvelopeException {
        Inputs second = next(asked(NAME), Map.of("user_name", Map.of("action", action)));

        FormAnswer answer = second.answer(NAME).orElseThrow();
        assertThat(answer.action()).isEqualTo(Action.of(action).orElseThrow());
        assertThat(answer.isAccepted()).isFalse();
        assertThat(answer.text("name")).isEmpty();
    }

    @Test
    void keepsTheAnswersOfEarlierRounds() throws EnvelopeException {
        Inputs second = next(asked(NAME), Map.of("user_name", accepted(Map.of("name", "Alice"))));
        assertThat(second.answer(NAME)).isPresent();
        assertThat(second.answer(COLOR)).isEmpty();
        assertThat(second.result().getJsonObject("inputRequests").fieldNames()).containsExactly("color");

        Inputs third = next(second, Map.of("color", accepted(Map.of("color", "blue"))));
        assertThat(third.answer(NAME).orElseThrow().text("name")).contains("Alice");
        assertThat(third.answer(COLOR).orElseThrow().text("color")).contains("blue");
        assertThat(third.isAsked()).isFalse();
    }

    @Test
    void anAnswerOfAnEarlierRoundIsNotReplacedLater() throws EnvelopeException {
        Inputs second = next(asked(NAME), Map.of("user_name", accepted(Map.of("name", "Alice"))));
        second.answer(NAME);
        second.answer(COLOR);

        Inputs third = next(second, Map.of("user_name", accepted(Map.of("name", "Mallory"))));

        assertThat(third.answer(NAME).orElseThrow().text("name")).contains("Alice");
    }

    @Test
    void asksAgainForWhatIsMissing() throws EnvelopeException {
        Inputs round = first();
        round.answer(NAME);
        round.answer(COLOR);

        Inputs second = next(round, Map.of("user_name", accepted(Map.of("name", "Alice"))));

        assertThat(second.answer(NAME)).isPresent();
        assertThat(second.answer(COLOR)).isEmpty();
        assertThat(second.result().getJsonObject("inputRequests").fieldNames()).containsExactly("color");
    }

    @Test
    void asksAgainWhenTheAnswerDoesNotFit() throws EnvelopeException {
        Inputs second = next(asked(COLOR), Map.of("color", accepted(Map.of("color", "green"))));
        assertThat(second.answer(COLOR)).isEmpty();
        assertThat(second.isAsked()).isTrue();

        Inputs third = next(second, Map.of("color", accepted(Map.of("color", "red"))));
        assertThat(third.answer(COLOR)).isPresent();
    }

    @Test
    void anAnswerCountsOnlyForExactlyTheQuestionThatWasAsked() throws EnvelopeException {
        Form twelve = Form.of("Delete 12 notes?", Field.yesNo("confirm")).key("confirm");
        Form thirteen = Form.of("Delete 13 notes?", Field.yesNo("confirm")).key("confirm");
        Map<String, Object> yes = Map.of("confirm", accepted(Map.of("confirm", true)));

        assertThat(next(asked(twelve), yes).answer(twelve)).isPresent();
        assertThat(next(asked(twelve), yes).answer(thirteen)).isEmpty();
    }

    @Test
    void anAnswerCountsOnlyWhileItsFactsAreTheSame() throws EnvelopeException {
        Form before = Form.of("Delete 12 notes?", Field.yesNo("confirm"))
                .key("confirm")
                .about(41, "a");
        Form after = Form.of("Delete 12 notes?", Field.yesNo("confirm"))
                .key("confirm")
                .about(42, "a");
        Map<String, Object> yes = Map.of("confirm", accepted(Map.of("confirm", true)));

        assertThat(next(asked(before), yes).answer(before)).isPresent();
        assertThat(next(asked(before), yes).answer(after)).isEmpty();
        assertThat(before.params()).isEqualTo(after.params());
    }

    @Test
    void anAnswerOfAnEarlierRoundIsForgottenWhenItsQuestionChanges() throws EnvelopeException {
        Form thirteen = Form.of("Delete 13 notes?", Field.yesNo("confirm")).key("user_name");
        Inputs second = next(asked(NAME), Map.of("user_name", accepted(Map.of("name", "Alice"))));
        second.answer(NAME);
        second.answer(COLOR);

        assertThat(next(second, Map.of()).answer(thirteen)).isEmpty();
        assertThat(next(second, Map.of()).answer(NAME)).isPresent();
    }

    @Test
    void responsesWithoutStateAreNoAnswers() throws EnvelopeException {
        Map<String, Object> responses = Map.of("user_name", accepted(Map.of("name", "Alice")));
        Inputs unasked = inputs(purge(), Map.of("inputResponses", responses));

        assertThat(unasked.answer(NAME)).isEmpty();
        assertThat(next(asked(NAME), responses).answer(NAME)).isPresent();
    }

    @Test
    void responsesWithoutStateAreAnswersWhereTheAuthorAllowsIt() throws EnvelopeException {
        Map<String, Object> responses = Map.of("user_name", accepted(Map.of("name", "Alice")));
        Inputs unasked = inputs(purge(), Map.of("inputResponses", responses));

        assertThat(unasked.answer(NAME.acceptUnaskedAnswers())).isPresent();
        assertThat(inputs(purge(), Map.of("inputResponses", Map.of("user_name", accepted(Map.of("name", 1)))))
                        .answer(NAME.acceptUnaskedAnswers()))
                .isEmpty();
    }

    @Test
    void aResponseToAQuestionThatWasNotAskedIsIgnored() throws EnvelopeException {
        Inputs second = next(
                asked(NAME),
                Map.of(
                        "user_name", accepted(Map.of("name", "Alice")),
                        "color", accepted(Map.of("color", "red")),
                        "unknown", Map.of()));

        assertThat(second.answer(NAME)).isPresent();
        assertThat(second.answer(COLOR)).isEmpty();
    }

    @Test
    void refusesAStateThatIsNoneOfThisCallAndSaysWhatToDo() throws EnvelopeException {
        String state = asked(NAME).result().getString("requestState");
        Call other = new Call(ray(), "tools/call", "admin_purge", Map.of("user_id", "mich"));

        assertThatCode(() -> inputs(purge(), Map.of("requestState", state))).doesNotThrowAnyException();
        for (Object wrong : Arrays.asList(state + "-TAMPERED", "", 7, null, List.of(state), Map.of())) {
            Map<String, Object> params = new HashMap<>();
            params.put("requestState", wrong);
            refused(purge(), params);
        }
        refused(other, Map.of("requestState", state));
    }

    private static void refused(Call call, Map<String, Object> params) {
        assertThatThrownBy(() -> inputs(call, params))
                .isInstanceOf(EnvelopeException.class)
                .hasMessage("requestState is not of this call, or too old: send the call again without requestState and"
                        + " inputResponses");
    }

    @Test
    void refusesResponsesThatAreNoObjects() throws EnvelopeException {
        Inputs round = asked(NAME);

        assertThatCode(() -> next(round, Map.of("user_name", Map.of()))).doesNotThrowAnyException();
        for (Object wrong : Arrays.asList(12345, "x", null, List.of(), true)) {
            assertThatThrownBy(() -> next(round, Collections.singletonMap("user_name", wrong)))
                    .hasMessage("each member of inputResponses must be an object, the client's result");
            assertThatThrownBy(() -> next(round, Collections.singletonMap("unknown", wrong)))
                    .hasMessage("each member of inputResponses must be an object, the client's result");
            Map<String, Object> params = new HashMap<>();
            params.put("inputResponses", wrong);
            assertThatThrownBy(() -> inputs(purge(), params))
                    .hasMessageStartingWith("inputResponses must be an object");
        }
    }

    @Test
    void boundsTheNumberOfResponses() throws EnvelopeException {
        assertThatCode(() -> inputs(purge(), Map.of("inputResponses", responses(100))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> inputs(purge(), Map.of("inputResponses", responses(101))))
                .hasMessageContaining("more than 100 members");
    }

    private static Map<String, Object> responses(int count) {
        Map<String, Object> responses = new HashMap<>();
        IntStream.range(0, count).forEach(i -> responses.put("k" + i, Map.of()));
        return responses;
    }

    @Test
    void namesTheCapabilityThatIsMissing() throws EnvelopeException {
        RequestedInputs server = new RequestedInputs(replica(NOW, KEY));
        Inputs sampling = server.inputs(purge(), 1, Map.of(), Optional.of(Map.of("sampling", Map.of())));
        Inputs form = server.inputs(purge(), 1, Map.of(), Optional.of(Map.of("elicitation", Map.of("form", Map.of()))));

        assertThat(sampling.has(Capability.ELICITATION)).isFalse();
        sampling.answer(NAME);
        JsonObject error = sampling.instead(1).orElseThrow().getJsonObject("error");
        assertThat(error.getInteger("code")).isEqualTo(-32021);
        assertThat(error.getJsonObject("data").encode()).isEqualTo("{\"requiredCapabilities\":{\"elicitation\":{}}}");
        assertThat(form.has(Capability.ELICITATION)).isTrue();
        form.answer(NAME);
        assertThat(form.instead(1).orElseThrow().containsKey("error")).isFalse();
    }

    @Test
    void aClientWithOnlyUrlsIsNotAskedWithAForm() {
        assertThat(Capability.ELICITATION.isIn(Map.of("elicitation", Map.of("url", Map.of()))))
                .isFalse();
        assertThat(Capability.ELICITATION.isIn(Map.of("elicitation", Map.of()))).isTrue();
        assertThat(Capability.ELICITATION.isIn(Map.of("elicitation", Map.of("url", Map.of(), "form", Map.of()))))
                .isTrue();
        assertThat(Capability.ELICITATION.isIn(Map.of("elicitation", true))).isFalse();
        assertThat(Capability.ROOTS.isIn(Map.of("elicitation", Map.of()))).isFalse();
    }

    @Test
    void aLegacyClientCannotBeAsked() throws EnvelopeException {
        RequestedInputs server = new RequestedInputs(replica(NOW, KEY));
        Inputs tool = server.inputs(purge(), 1, Map.of("requestState", "ignored"), Optional.empty());
        Inputs prompt = server.inputs(new Call(ray(), "prompts/get", "p", Map.of()), 1, Map.of(), Optional.empty());

        assertThat(tool.has(Capability.ELICITATION)).isFalse();
        assertThatThrownBy(() -> tool.answer(NAME))
                .isInstanceOf(ToolCallException.class)
                .hasMessageContaining("needs MCP 2026-07-28");
        assertThatThrownBy(() -> prompt.answer(NAME)).isInstanceOf(McpException.class);
        assertThat(tool.isAsked()).isFalse();
    }

    @Test
    void endsAfterSoManyRounds() throws EnvelopeException {
        Inputs round = first();
        for (int i = 0; i < Inputs.MAX_ROUNDS; i++) {
            assertThat(round.answer(NAME)).isEmpty();
            round = next(round, Map.of());
        }
        Inputs last = round;

        assertThatThrownBy(() -> last.answer(NAME))
                .isInstanceOf(ToolCallException.class)
                .hasMessageContaining("has asked 10 times");
        assertThat(last.isAsked()).isFalse();
    }

    @Test
    void theLastRoundMayStillBeAnswered() throws EnvelopeException {
        Inputs round = first();
        for (int i = 0; i < Inputs.MAX_ROUNDS - 1; i++) {
            round.answer(NAME);
            round = next(round, Map.of());
        }
        round.answer(NAME);

        assertThat(next(round, Map.of("user_name", accepted(Map.of("name", "A"))))
                        .answer(NAME))
                .isPresent();
    }

    @Test
    void boundsTheNumberOfQuestions() throws EnvelopeException {
        Inputs round = first();
        for (int i = 0; i < OpenQuestions.MAX; i++) {
            round.answer(NAME.key("k" + i));
        }
        assertThat(round.isAsked()).isTrue();
        assertThatThrownBy(() -> round.answer(NAME)).hasMessageContaining("more than 16 questions");
        assertThat(round.isAsked()).isFalse();
    }

    @Test
    void boundsTheBytesOfTheAnswers() throws EnvelopeException {
        Inputs fits = next(asked(NAME), Map.of("user_name", accepted(Map.of("name", "x".repeat(24_000)))));
        Inputs tooLong = next(asked(NAME), Map.of("user_name", accepted(Map.of("name", "x".repeat(25_000)))));

        assertThat(fits.answer(NAME)).isPresent();
        assertThatThrownBy(() -> tooLong.answer(NAME)).hasMessageContaining("longer than 24576 bytes");
    }

    @Test
    void twoQuestionsCannotHaveOneKey() throws EnvelopeException {
        Inputs round = first();
        round.answer(NAME);

        assertThat(round.answer(NAME)).isEmpty();
        assertThatThrownBy(() -> round.answer(COLOR.key("user_name"))).isInstanceOf(IllegalStateException.class);
        assertThat(round.isAsked()).isFalse();
    }

    @Test
    void questionsWithoutAKeyGetOneOfTheirOwn() {
        assertThat(Form.of("a").key())
                .isEqualTo(Form.of("a").key())
                .isNotEqualTo(Form.of("b").key());
        assertThat(Roots.list().key()).startsWith("roots-");
    }

    @Test
    void readsWhatTheModelWroteAndTheRoots() throws EnvelopeException {
        Sampling capital = Sampling.of("What is the capital of France?", 100).key("capital");
        Roots roots = Roots.list().key("client_roots");
        Inputs round = first();
        round.answer(capital);
        round.answer(roots);
        assertThat(round.result().getJsonObject("inputRequests").fieldNames())
                .containsExactlyInAnyOrder("capital", "client_roots");

        Inputs second = next(
                round,
                Map.of(
                        "capital",
                        Map.of("role", "assistant", "content", Map.of("type", "text", "text", "Paris"), "model", "m"),
                        "client_roots",
                        Map.of("roots", List.of(Map.of("uri", "file:///a", "name", "A"), Map.of("uri", "file:///b")))));

        assertThat(second.answer(capital)).contains(new Sampling.Answer("Paris", "m"));
        assertThat(second.answer(roots))
                .contains(List.of(
                        new Roots.Root("file:///a", Optional.of("A")), new Roots.Root("file:///b", Optional.empty())));
    }

    @Test
    void asksTheModelAgainIfItsAnswerIsNoText() {
        Sampling capital = Sampling.of("?", 100);

        assertThat(capital.fitting(Map.of("content", Map.of("type", "image"), "model", "m")))
                .isEmpty();
        assertThat(capital.fitting(Map.of("content", List.of(Map.of("type", "text", "text", "a")), "model", "m")))
                .isPresent();
        assertThat(Roots.list().fitting(Map.of("roots", List.of(Map.of("uri", 1)))))
                .isEmpty();
        assertThat(Roots.list().fitting(Map.of("roots", List.of()))).isPresent();
    }

    private static Inputs asked(Question<?> question) throws EnvelopeException {
        Inputs round = inputs(purge(), Map.of());
        assertThat(round.answer(question)).isEmpty();
        assertThat(CAPABLE).isPresent();
        return round;
    }
}
