package dev.scopednotes.notes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void decodesAnEncodedCursorToTheMicrosecond() {
        var cursor = new Cursor(OffsetDateTime.parse("2026-02-03T04:05:06.123456Z"), 42);

        assertThat(Cursor.decode(cursor.encode())).contains(cursor);
        assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    }

    @ParameterizedTest(name = "not a cursor: {0}")
    @ValueSource(strings = {"", "!", "a", "MTox=", "é", "AAAA"})
    void refusesAnythingThatEncodeCannotHaveWritten(String encoded) {
        assertThat(Cursor.decode(encoded)).isEmpty();
    }

    @ParameterizedTest(name = "not the content of a cursor: {0}")
    @ValueSource(
            strings = {
                "",
                ":",
                "1",
                "1:",
                ":1",
                "1:1:1",
                "-1:1",
                "1:-1",
                "1.5:1",
                "a:1",
                " 1:1",
                "1:1\n",
                "999999999999999999:1",
                "1:9999999999999999999",
                "١:1"
            })
    void refusesForgedNumbersBeforeTheyOverflow(String content) {
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(UTF_8));

        assertThat(Cursor.decode(encoded)).isEmpty();
    }

    @Test
    void theLargestAcceptedCursorIsInTheRangeOfPostgresql() {
        String content = "99999999999999999:999999999999999999";
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(UTF_8));

        assertThat(Cursor.decode(encoded))
                .hasValueSatisfying(cursor -> assertThat(cursor.createdAt()).isBefore(Cursor.START.createdAt()));
    }
}
