package dev.scopedgate.oauth.keys;

import java.time.Duration;
import java.util.Optional;

/** One issuer's keys as they were fetched last, with which tokens are judged until they are too old; read from any thread. */
final class HeldKeys {

    private final Duration maxStale;

    private volatile Fetched latest;

    private record Fetched(KeySet keys, long at) {

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - at);
        }
    }

    HeldKeys(Duration maxStale) {
        this.maxStale = maxStale;
    }

    /** Nothing before the first fetch and when they are too old. */
    Optional<KeySet> available() {
        Fetched fetched = latest;
        return fetched != null && fetched.age().compareTo(maxStale) <= 0 ? Optional.of(fetched.keys) : Optional.empty();
    }

    /** How old they are; nothing before the first fetch. */
    Optional<Duration> age() {
        return Optional.ofNullable(latest).map(Fetched::age);
    }

    /** Holds what was fetched now; by one thread at a time. */
    KeySet replaceWith(KeySet fetched) {
        Fetched known = latest;
        // the set that is known stays, where nothing has changed: what was verified with it stays verified
        KeySet keys = known != null && known.keys.isSameAs(fetched) ? known.keys : fetched;
        latest = new Fetched(keys, System.nanoTime());
        return keys;
    }
}
