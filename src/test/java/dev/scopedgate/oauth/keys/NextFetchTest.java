package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The next fetch may come sooner than planned, and never later or twice. */
class NextFetchTest {

    private static final int SOON = 100;
    private static final int LATER = 1_500;
    private static final int MUCH_LATER = 60_000;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger fetches = new AtomicInteger();
    private final NextFetch next = new NextFetch(vertx, fetches::incrementAndGet);

    @AfterEach
    void close() {
        vertx.close();
    }

    private void awaitFetches(int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> fetches.get() == number);
    }

    @Test
    void whatIsToComeSoonIsNotPutOffAndWhatComesAfterItIsPlannedAnew() {
        next.within(SOON);
        next.within(MUCH_LATER);
        awaitFetches(1);

        next.within(SOON);
        awaitFetches(2);
    }

    @Test
    void whatComesSoonerComesInThePlaceOfWhatWasPlanned() throws InterruptedException {
        next.within(LATER);
        next.within(SOON);

        Thread.sleep(2 * LATER);
        assertThat(fetches).hasValue(1);
    }

    @Test
    void onceCancelledNoneComes() throws InterruptedException {
        next.within(SOON);
        next.cancel();
        next.within(SOON / 2);

        Thread.sleep(LATER);
        assertThat(fetches).hasValue(0);
    }
}
