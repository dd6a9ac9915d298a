package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.bearer.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the default bounds, 30 s and 5 min. */
class RefreshScheduleTest {

    private static final int TIMES = 1000;

    private static RefreshSchedule schedule() {
        return new RefreshSchedule(Start.config(Map.of()).keys());
    }

    @ParameterizedTest
    @CsvSource({
        // asked, the soonest, the latest
        "0, 30000, 33000",
        "10, 30000, 33000",
        "30, 30000, 33000",
        "100, 90000, 100000",
        "300, 270000, 300000",
        "301, 270000, 300000",
        "999999999, 270000, 300000",
        ", 270000, 300000",
    })
    void theNextFetchIsWhenTheIssuerSaysWithinTheBoundsAndSpread(Long asked, long soonest, long latest) {
        Optional<Duration> maxAge = Optional.ofNullable(asked).map(Duration::ofSeconds);
        RefreshSchedule schedule = schedule();

        List<Long> millis = LongStream.range(0, TIMES)
                .map(i -> schedule.afterSuccess(maxAge))
                .boxed()
                .toList();

        assertThat(millis).allSatisfy(one -> assertThat(one).isBetween(soonest, latest));
        assertThat(millis.stream().distinct().count()).as("spread").isGreaterThan(TIMES / 10);
    }

    @Test
    void afterFailuresTheDistanceGrowsToHalfAMinuteAndBeginsAnewAfterASuccess() {
        RefreshSchedule schedule = schedule();

        for (int round = 0; round < 2; round++) {
            for (long seconds : List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L)) {
                assertThat(schedule.afterFailure()).isBetween(seconds * 900, seconds * 1000);
            }
            schedule.afterSuccess(Optional.empty());
        }
    }

    @Test
    void failuresAreSpreadTooSoThatReplicasDoNotComeBackInStep() {
        long distinct = LongStream.range(0, TIMES)
                .map(i -> schedule().afterFailure())
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(10);
    }
}
