package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.bearer.Start;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times of scheduled fetches with the default bounds, 30 s and 5 min. */
class RefreshScheduleTest {

    private static final int TIMES = 1000;
    /** The longest time after the first failure. */
    private static final long RETRY = 1_000;

    private static final long LONGEST = 300_000;

    private final MovedTimers timers = new MovedTimers();
    private final AtomicInteger fetches = new AtomicInteger();
    private final RefreshSchedule schedule = schedule(timers);

    private RefreshSchedule schedule(MovedTimers on) {
        return new RefreshSchedule(on, Start.config(Map.of()).keys(), fetches::incrementAndGet);
    }

    /** The milliseconds until the next fetch, to which the clock is then moved. */
    private long untilNext() {
        long millis = timers.untilNext();
        timers.move(millis);
        return millis;
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
    void fetchesWhenTheIssuerSaysWithinTheBoundsAndWithJitter(Long asked, long soonest, long latest) {
        Optional<Duration> maxAge = Optional.ofNullable(asked).map(Duration::ofSeconds);

        List<Long> millis = LongStream.range(0, TIMES)
                .map(i -> {
                    schedule.afterSuccess(maxAge);
                    return untilNext();
                })
                .boxed()
                .toList();

        assertThat(millis).allSatisfy(one -> assertThat(one).isBetween(soonest, latest));
        assertThat(millis.stream().distinct().count()).as("different times").isGreaterThan(TIMES / 10);
    }

    @Test
    void retriesAtGrowingIntervalsUpToHalfAMinuteAndStartsAgainAfterASuccess() {
        for (int round = 0; round < 2; round++) {
            for (long seconds : List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L)) {
                schedule.afterFailure();
                assertThat(untilNext()).isBetween(seconds * 900, seconds * 1000);
            }
            schedule.afterSuccess(Optional.empty());
            untilNext();
        }
    }

    @Test
    void retriesOfReplicasHaveJitter() {
        long distinct = LongStream.range(0, TIMES)
                .map(i -> {
                    MovedTimers own = new MovedTimers();
                    schedule(own).afterFailure();
                    return own.untilNext();
                })
                .distinct()
                .count();

        assertThat(distinct).isGreaterThan(10);
    }

    @Test
    void aLaterFetchDoesNotReplaceAnEarlierOne() {
        schedule.afterFailure();
        schedule.afterSuccess(Optional.empty());
        timers.move(RETRY);
        assertThat(fetches).hasValue(1);

        schedule.afterFailure();
        timers.move(RETRY);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void anEarlierFetchReplacesALaterOne() {
        schedule.afterSuccess(Optional.empty());
        schedule.afterFailure();

        timers.move(2 * LONGEST);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void fetchesNothingOnceCancelled() {
        schedule.afterSuccess(Optional.empty());
        schedule.cancel();
        schedule.afterFailure();

        timers.move(2 * LONGEST);
        assertThat(fetches).hasValue(0);
    }
}
