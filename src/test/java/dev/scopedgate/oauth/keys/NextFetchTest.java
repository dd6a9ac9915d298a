package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The next fetch may come sooner than planned, and never later or twice. */
class NextFetchTest {

    private static final int SOON = 100;
    private static final int LATER = 1_500;
    private static final int MUCH_LATER = 60_000;

    private final MovedTimers timers = new MovedTimers();
    private final AtomicInteger fetches = new AtomicInteger();
    private final NextFetch next = new NextFetch(timers, fetches::incrementAndGet);

    @Test
    void whatIsToComeSoonIsNotPutOffAndWhatComesAfterItIsPlannedAnew() {
        next.within(SOON);
        next.within(MUCH_LATER);
        timers.move(SOON);
        assertThat(fetches).hasValue(1);

        next.within(SOON);
        timers.move(SOON);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void whatComesSoonerComesInThePlaceOfWhatWasPlanned() {
        next.within(LATER);
        next.within(SOON);

        timers.move(2 * LATER);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void onceCancelledNoneComes() {
        next.within(SOON);
        next.cancel();
        next.within(SOON / 2);

        timers.move(LATER);
        assertThat(fetches).hasValue(0);
    }
}
