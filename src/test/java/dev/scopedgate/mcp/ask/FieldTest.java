package dev.scopedgate.mcp.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.mcp.ask.Field.Format;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value fits a field exactly if it fits the schema that the client got (MCP 2026-07-28, PrimitiveSchemaDefinition). */
class FieldTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(Field.text("f"), "", 1),
                Arguments.of(Field.text("f", 1, 2), "\uD83D\uDE00\uD83D\uDE00", "\uD83D\uDE00\uD83D\uDE00a"),
                Arguments.of(Field.text("f", 1, 2), "a", ""),
                Arguments.of(Field.text("f", Format.EMAIL), "a@b.example", "a.example"),
                Arguments.of(Field.text("f", Format.URI), "https://a.example/b", "a b"),
                Arguments.of(Field.text("f", Format.URI), "urn:x:y", "/relative"),
                Arguments.of(Field.text("f", Format.DATE), "2026-11-26", "2026-02-30"),
                Arguments.of(Field.text("f", Format.DATE_TIME), "2026-11-26T12:00:00Z", "2026-11-26T12:00:00"),
                Arguments.of(Field.number("f", 0, 1.5), 1.5, 1.6),
                Arguments.of(Field.number("f", 0, 1.5), 0, -0.1),
                Arguments.of(Field.number("f", 0, 1.5), 1, "1"),
                Arguments.of(Field.number("f", 0, 1.5), 1, Double.POSITIVE_INFINITY),
                Arguments.of(Field.integer("f", 0, 10), 10, 11),
                Arguments.of(Field.integer("f", 0, 10), 1.0, 1.5),
                Arguments.of(Field.integer("f", 0, 10), 1L, BigInteger.TWO.pow(80)),
                Arguments.of(Field.yesNo("f"), false, "false"),
                Arguments.of(Field.choice("f", "red", "blue"), "blue", "green"),
                Arguments.of(Field.choice("f", "red"), "red", List.of("red")),
                Arguments.of(Field.choices("f", 1, 2, "a", "b", "c"), List.of("a", "c"), List.of("a", "d")),
                Arguments.of(Field.choices("f", 1, 2, "a", "b", "c"), List.of("a"), List.of()),
                Arguments.of(Field.choices("f", 1, 2, "a", "b", "c"), List.of("a"), List.of("a", "b", "c")),
                Arguments.of(Field.choices("f", 1, 2, "a"), List.of("a"), List.of(1)));
    }

    @ParameterizedTest(name = "{1} fits and {2} does not")
    @MethodSource("values")
    void tellsWhatFits(Field field, Object fits, Object doesNot) {
        assertThat(field.fits(fits)).isTrue();
        assertThat(field.fits(doesNot)).isFalse();
        assertThat(field.fits(null)).isFalse();
    }

    @Test
    void aFieldMustBeFilledInUnlessItIsOptional() {
        Form required = Form.of("?", Field.text("a"), Field.text("b"));
        Form optional = Form.of("?", Field.text("a"), Field.text("b").optional());

        assertThat(required.fitting(Calls.accepted(Map.of("a", "x")))).isEmpty();
        assertThat(optional.fitting(Calls.accepted(Map.of("a", "x")))).isPresent();
        assertThat(optional.fitting(Calls.accepted(Map.of("a", "x", "b", 1)))).isEmpty();
        assertThat(optional.params().get("requestedSchema").toString()).contains("required=[a]");
    }

    @Test
    void anAcceptanceNeedsTheContentAndAKnownAction() {
        Form form = Form.of("?", Field.text("a"));

        assertThat(form.fitting(Map.of("action", "accept"))).isEmpty();
        assertThat(form.fitting(Map.of("action", "accept", "content", List.of())))
                .isEmpty();
        assertThat(form.fitting(Map.of("action", "ACCEPT", "content", Map.of("a", "x"))))
                .isEmpty();
        assertThat(form.fitting(Map.of("content", Map.of("a", "x")))).isEmpty();
        assertThat(form.fitting(Map.of("action", 1))).isEmpty();
        assertThat(form.fitting(Map.of("action", "accept", "content", Map.of("a", "x"))))
                .isPresent();
        assertThat(Form.of("?").fitting(Map.of("action", "accept"))).isPresent();
    }

    @Test
    void theSchemaSaysWhatIsChecked() {
        Field field = Field.text("f", 3, 50).titled("Name").described("Yours").prefilled("abc");

        assertThat(field.schema())
                .containsAllEntriesOf(
                        Map.of("type", "string", "minLength", 3, "maxLength", 50, "title", "Name", "default", "abc"));
        assertThatThrownBy(() -> Field.text("f", 3, 50).prefilled("a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Form.of("?", field, field)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Form.of("?").key("a b")).isInstanceOf(IllegalArgumentException.class);
    }
}
