package dev.scopedgate.oauth.keys;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds the fetches for tokens that no key has signed, in rate and in the tokens that wait: anyone can make such tokens,
 * and each waiting one takes memory.
 */
final class NewerFetches {

    /** Above this, such a token is refused at once. */
    private static final int MAX_WAITING = 64;

    private final long minIntervalNanos;
    private final AtomicInteger waiting = new AtomicInteger();

    /** When such a fetch last brought no new keys. */
    private volatile long unchangedAt;

    NewerFetches(Duration minInterval) {
        this.minIntervalNanos = minInterval.toNanos();
        this.unchangedAt = System.nanoTime() - minIntervalNanos;
    }

    /** Whether a token may wait for a fetch, which must then be {@link #counted}. */
    boolean begin() {
        if (System.nanoTime() - unchangedAt < minIntervalNanos || waiting.get() >= MAX_WAITING) {
            return false;
        }
        waiting.incrementAndGet();
        return true;
    }

    /** The fetched keys, or the same if the fetch fails. */
    Future<KeySet> counted(Future<KeySet> fetched, KeySet judgedBy) {
        return fetched.otherwise(judgedBy)
                .onComplete(done -> waiting.decrementAndGet())
                .onSuccess(keys -> unchangedAt = keys == judgedBy ? System.nanoTime() : unchangedAt);
    }
}
