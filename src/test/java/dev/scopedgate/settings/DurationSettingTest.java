package dev.scopedgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationSettingTest {

    private static List<String> problems(String text) {
        return new DurationSetting(text)
                .problems("scoped-gate.keys.timeout", Duration.ofMillis(100), Duration.ofMinutes(1), "5s");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"5s,PT5S", "100ms,PT0.1S", "1m,PT1M", "5,PT5S", "PT30S,PT30S", "' 5s ',PT5S"})
    void aDurationWithinTheBoundsIsRead(String text, Duration duration) {
        assertThat(problems(text)).isEmpty();
        assertThat(new DurationSetting(text).read()).isEqualTo(duration);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"99ms", "61s", "-5s", "0", "30d", "999999999999d"})
    void refusesADurationOutOfBoundsAndNamesThem(String text) {
        assertThat(problems(text))
                .containsExactly("scoped-gate.keys.timeout must be at least 0.1s and at most 1m,"
                        + " for example SCOPED_GATE_KEYS_TIMEOUT=5s");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", " ", "soon", "5 s", "5sec", "five", "5s,6s", "99999999999999999999s"})
    void refusesAnInvalidDurationWithoutItsValue(String text) {
        assertThat(problems(text))
                .containsExactly("scoped-gate.keys.timeout must be a duration, a number and one of ms, s, m, h and d,"
                        + " for example SCOPED_GATE_KEYS_TIMEOUT=5s");
    }
}
