package dev.scopednotes.oauth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When keys are to be fetched again: after a success as the issuer's {@code Cache-Control} says, within our bounds and
 * with jitter (RFC 9111 §5.2.2.1); after failures at growing distance.
 */
final class RefreshSchedule {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final Duration longest;
    private final Duration shortest;
    private Duration retry = FIRST_RETRY;

    RefreshSchedule(ResourceServerConfig.Keys config) {
        longest = config.refreshInterval().read();
        shortest = config.minRefreshInterval().read();
    }

    /** In so many milliseconds; a little less than allowed, by chance, so that replicas do not ask in step. */
    long afterSuccess(Optional<Duration> maxAge) {
        retry = FIRST_RETRY;
        Duration asked = longer(maxAge.orElse(longest), shortest);
        long millis = shorter(asked, longest).toMillis();
        return millis - ThreadLocalRandom.current().nextLong(millis / 10 + 1);
    }

    /** In so many milliseconds. */
    long afterFailure() {
        Duration now = retry;
        retry = shorter(retry.multipliedBy(2), LAST_RETRY);
        return now.toMillis();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
