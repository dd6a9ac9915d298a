package dev.scopedgate.oauth.keys;

import java.time.Duration;
import java.util.Optional;

/** The last fetched keys of one issuer, used until they are older than {@code max-stale}. Safe for any thread. */
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

    /** Empty before the first fetch and when the keys are too old. */
    Optional<KeySet> available() {
        Fetched fetched = latest;
        return fetched != null && fetched.age().compareTo(maxStale) <= 0 ? Optional.of(fetched.keys) : Optional.empty();
    }

    /** The age of the keys; empty before the first fetch. */
    Optional<Duration> age() {
        return Optional.ofNullable(latest).map(Fetched::age);
    }

    /** Replaces the keys after a fetch; one thread at a time. */
    KeySet replaceWith(KeySet fetched) {
        Fetched known = latest;
        // an unchanged set stays the same object, so that remembered tokens stay verified
        KeySet keys = known != null && known.keys.isSameAs(fetched) ? known.keys : fetched;
        latest = new Fetched(keys, System.nanoTime());
        return keys;
    }
}
