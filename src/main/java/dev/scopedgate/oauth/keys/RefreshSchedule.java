package dev.scopedgate.oauth.keys;

import dev.scopedgate.oauth.ResourceServerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When to fetch keys again: after a success as {@code Cache-Control} says, within the configured bounds and with jitter
 * (RFC 9111 §5.2.2); after failures with exponential backoff.
 */
public final class RefreshSchedule {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final Duration longest;
    private final Duration shortest;
    private Duration retry = FIRST_RETRY;

    public RefreshSchedule(ResourceServerConfig.Keys config) {
        longest = config.refreshInterval().read();
        shortest = config.minRefreshInterval().read();
    }

    /** Milliseconds, with up to 10 % jitter so that replicas do not fetch at the same time. */
    public long afterSuccess(Optional<Duration> maxAge) {
        retry = FIRST_RETRY;
        Duration asked = shorter(longer(maxAge.orElse(longest), shortest), longest);
        long millis = asked.toMillis();
        // jitter adds time at the lower bound and otherwise subtracts it
        return Math.min(longest.toMillis(), asked.equals(shortest) ? millis + tenth(millis) : sooner(asked));
    }

    /** Milliseconds. */
    public long afterFailure() {
        Duration now = retry;
        retry = shorter(retry.multipliedBy(2), LAST_RETRY);
        return sooner(now);
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
