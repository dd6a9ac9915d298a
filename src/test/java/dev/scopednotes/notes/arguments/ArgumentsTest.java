package dev.scopednotes.notes.arguments;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkiverse.mcp.server.ToolCallException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal beside its acceptance, on values as Vert.x reads them from JSON. */
class ArgumentsTest {

    private static final Map<String, Argument> TOOL = Arguments.named(List.of("user_id", "limit"));
    private static final Map<String, Argument> TOOL_WITH_NOTE = Arguments.named(List.of("user_id", "note"));

    @ParameterizedTest(name = "limit: {0}")
    @ValueSource(strings = {"1", "50", "1000", "5.0", "1e3"})
    void wholeNumbersWithinTheRangeAreAccepted(String limit) {
        assertThatCode(() -> check("{\"user_id\":\"ray\",\"limit\":" + limit + "}"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "limit: {0}")
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1001",
                "1.5",
                "1000.0001",
                "1e4",
                "1e999999999",
                "99999999999999999999",
                "\"5\"",
                "\"\"",
                "null",
                "true",
                "[5]",
                "{}"
            })
    void refusesAnyOtherLimit(String limit) {
        assertThatThrownBy(() -> check("{\"user_id\":\"ray\",\"limit\":" + limit + "}"))
                .isInstanceOf(ToolCallException.class)
                .hasMessage("limit must be a whole number from 1 to 1000");
    }

    @ParameterizedTest(name = "user_id: {0}")
    @ValueSource(
            strings = {
                "\"r\"",
                "\"ray\"",
                "\"auth0|6a\"",
                "\"日本\"",
                "\"a b\"",
                "\"\\ud83d\\ude00\"",
                "\"null\"",
                "\" \""
            })
    void acceptsTextWithoutControlCharactersAsUserId(String userId) {
        assertThatCode(() -> check("{\"user_id\":" + userId + "}")).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "user_id: {0}")
    @ValueSource(
            strings = {
                "\"\"",
                "5",
                "null",
                "true",
                "[\"ray\"]",
                "{\"ray\":1}",
                "\"ra\\u0000y\"",
                "\"ray\\n\"",
                "\"\\u007f\"",
                "\"\\u0085\""
            })
    void refusesAnyOtherUserId(String userId) {
        assertThatThrownBy(() -> check("{\"user_id\":" + userId + "}"))
                .isInstanceOf(ToolCallException.class)
                .hasMessage("user_id must be a string of 1 to 255 characters without control characters");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00ray\""})
    void namesAnUnpairedSurrogate(String userId) {
        assertThatThrownBy(() -> check("{\"user_id\":" + userId + "}"))
                .isInstanceOf(ToolCallException.class)
                .hasMessage("user_id must be text without unpaired surrogates");
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"255, x", "255, \uD83D\uDE00"})
    void theLongestUserIdIsCountedInCharactersNotInCodeUnits(int length, String character) {
        String accepted = character.repeat(length);

        assertThatCode(() -> check(new JsonObject().put("user_id", accepted))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(new JsonObject().put("user_id", accepted + character)))
                .isInstanceOf(ToolCallException.class);
    }

    @ParameterizedTest(name = "10000 x {0}")
    @ValueSource(strings = {"x", "\uD83D\uDE00", "\n \t."})
    void theLongestNoteIsAcceptedAndOneCharacterMoreIsNot(String text) {
        String accepted = text.repeat(10_000 / text.codePointCount(0, text.length()));

        assertThatCode(() -> check(note(accepted))).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(note(accepted + "x")))
                .hasMessageStartingWith("note must be a string of 1 to 10000");
    }

    @ParameterizedTest(name = "note: {0}")
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0\u2003", "\u0000", "text\u0000", "\ud800 text"})
    void refusesANoteOfWhitespaceOrWithNulOrAnUnpairedSurrogate(String text) {
        assertThatThrownBy(() -> check(note(text))).isInstanceOf(ToolCallException.class);
    }

    @Test
    @Timeout(5)
    void refusesTheLongestInvalidNotesQuickly() {
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> check(note(" ".repeat(10_000)))).isInstanceOf(ToolCallException.class);
            assertThatThrownBy(() -> check(note("x".repeat(9_999) + "\0"))).isInstanceOf(ToolCallException.class);
        }
    }

    @Test
    void aRequiredArgumentThatIsMissingIsNamed() {
        assertThatThrownBy(() -> check("{\"note\":\"x\"}"))
                .hasMessage(
                        "Missing required argument: user_id; it must be a string of 1 to 255 characters without control"
                                + " characters");
    }

    @Test
    void namesAnUnknownArgumentAndTheKnownOnes() {
        assertThatThrownBy(() -> check("{\"user_id\":\"ray\",\"User_Id\":\"mich\"}"))
                .hasMessage("Unknown argument: User_Id; known are [user_id, limit]");
    }

    @Test
    void shortensAndMasksAnUnknownName() {
        assertThatThrownBy(() -> check(new JsonObject().put("\ud800\n" + "x".repeat(1000), 1)))
                .hasMessage("Unknown argument: ??" + "x".repeat(38) + "...; known are [user_id, limit]");
    }

    private static JsonObject note(String text) {
        return new JsonObject().put("user_id", "ray").put("note", text);
    }

    private static void check(String json) {
        check(new JsonObject(json));
    }

    private static void check(JsonObject given) {
        Arguments.check(given.containsKey("note") ? TOOL_WITH_NOTE : TOOL, given.getMap());
    }
}
