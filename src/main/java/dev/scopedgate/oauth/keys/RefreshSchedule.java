package dev.scopedgate.oauth.keys;

import dev.scopedgate.oauth.settings.KeysConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scheduled fetches: after a success as {@code Cache-Control} says, within the configured bounds and with
 * jitter (RFC 9111 §5.2.2); after failures with exponential backoff. The next one can be moved earlier but never later,
 * so that fetches for unknown key ids cannot delay it.
 */
final class RefreshSchedule {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final long NONE = -1;

    private final Timers timers;
    private final Runnable fetch;
    private final Duration longest;
    private final Duration shortest;
    private Duration retry = FIRST_RETRY;
    private long timer = NONE;
    private long at;
    private boolean cancelled;

    RefreshSchedule(Timers timers, KeysConfig config, Runnable fetch) {
        this.timers = timers;
        this.fetch = fetch;
        longest = config.refreshInterval().read();
        shortest = config.minRefreshInterval().read();
    }

    synchronized void afterSuccess(Optional<Duration> maxAge) {
        retry = FIRST_RETRY;
        Duration asked = shorter(longer(maxAge.orElse(longest), shortest), longest);
        long millis = asked.toMillis();
        // jitter, so that replicas do not fetch at the same time, adds at the lower bound and otherwise subtracts
        within(Math.min(longest.toMillis(), asked.equals(shortest) ? millis + tenth(millis) : sooner(asked)));
    }

    synchronized void afterFailure() {
        long millis = sooner(retry);
        retry = shorter(retry.multipliedBy(2), LAST_RETRY);
        within(millis);
    }

    /** Schedules the fetch after this time, unless it is already scheduled earlier. */
    private void within(long millis) {
        long then = timers.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (cancelled || timer != NONE && then - at >= 0) {
            return;
        }
        timers.cancel(timer);
        at = then;
        timer = timers.set(Math.max(1, millis), this::begin);
    }

    private void begin() {
        synchronized (this) {
            timer = NONE;
        }
        fetch.run();
    }

    /** Cancels this and all later fetches. */
    synchronized void cancel() {
        cancelled = true;
        timers.cancel(timer);
    }

    private static long sooner(Duration duration) {
        return duration.toMillis() - tenth(duration.toMillis());
    }

    private static long tenth(long millis) {
        return ThreadLocalRandom.current().nextLong(millis / 10 + 1);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
