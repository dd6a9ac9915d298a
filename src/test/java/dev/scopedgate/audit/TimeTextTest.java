package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times look exactly as their format writes them, whichever it is. */
class TimeTextTest {

    private static final long FIRST = Instant.parse("2026-10-25T00:59:50Z").getEpochSecond();

    static Stream<Arguments> formats() {
        return Stream.of(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME,
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"),
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"),
                        DateTimeFormatter.ofPattern("ss.SSSSSS"),
                        DateTimeFormatter.ofPattern("ss.SSSSSSSSS"),
                        DateTimeFormatter.ofPattern("SSSSSSSSS N"),
                        DateTimeFormatter.ofPattern("SSSSSSSSS SSSSSSSSS"),
                        DateTimeFormatter.ofPattern("n"))
                .flatMap(format -> Stream.of("Z", "Europe/Berlin", "+05:30")
                        .map(zone -> Arguments.of(format.withZone(ZoneId.of(zone)), zone)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("formats")
    void looksAsFormatted(DateTimeFormatter format, String zone) {
        TimeText text = new TimeText(format);
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            // the clocks of Berlin change at 01:00; zeros at the end of every number
            int step = (int) Math.pow(10, random.nextInt(9));
            Instant time =
                    Instant.ofEpochSecond(FIRST + random.nextInt(20), random.nextInt(1_000_000_000) / step * step);
            assertThat(shown(text, time)).isEqualTo(format.format(time));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z", "+12345-01-01T00:00:00.1Z"})
    void unusualTimesToo(Instant time) {
        DateTimeFormatter format = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZoneId.of("Z"));

        assertThat(shown(new TimeText(format), time)).isEqualTo(format.format(time));
    }

    private static String shown(TimeText text, Instant time) {
        StringBuilder shown = new StringBuilder("at ");
        text.append(time, shown);
        return shown.substring(3);
    }
}
