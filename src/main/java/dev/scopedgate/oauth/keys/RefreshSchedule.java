package dev.scopedgate.oauth.keys;

import dev.scopedgate.oauth.ResourceServerConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When keys are to be fetched again: after a success as the issuer's {@code Cache-Control} says, within our bounds and
 * with jitter (RFC 9111 §5.2.2); after failures at growing distance.
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

    /** In so many milliseconds, spread by chance over a tenth, so that replicas do not ask in step. */
    public long afterSuccess(Optional<Duration> maxAge) {
        retry = FIRST_RETRY;
        Duration asked = shorter(longer(maxAge.orElse(longest), shortest), longest);
        long millis = asked.toMillis();
        // up, where the issuer would have it sooner than we ask at all
        return Math.min(longest.toMillis(), asked.equals(shortest) ? millis + tenth(millis) : sooner(asked));
    }

    /** In so many milliseconds. */
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
