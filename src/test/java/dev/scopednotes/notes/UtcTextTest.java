package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTextTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "2026-11-26T16:59:51.648100Z",
                "2026-11-26T16:59:51.648Z",
                "2026-11-26T16:59:51.000001Z",
                "2026-11-26T16:59:51.000000001Z",
                "2026-11-26T16:59:00Z",
                "2024-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "+10000-01-01T00:00:00Z",
                "-0044-03-15T12:00:00Z"
            })
    void isTheTextOfTheInstant(String text) {
        assertThat(UtcText.of(Instant.parse(text).atOffset(ZoneOffset.UTC))).isEqualTo(text);
    }

    @Test
    void ofAnotherOffsetItIsTheTextInUtc() {
        assertThat(UtcText.of(OffsetDateTime.parse("2026-11-26T01:30:00.5+02:00")))
                .isEqualTo("2026-11-25T23:30:00.500Z");
    }

    @Test
    void isTheTextOfAnyInstant() {
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L), random.nextInt());
            assertThat(UtcText.of(instant.atOffset(ZoneOffset.UTC))).isEqualTo(instant.toString());
        }
    }
}
