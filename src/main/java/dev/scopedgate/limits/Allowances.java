package dev.scopedgate.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket per key, for a bounded number of keys. A key is forgotten when it has been idle for as long as its
 * bucket takes to fill, which gains it nothing. When there are too many keys, rare ones are evicted before frequent
 * ones, so that a limited caller who continues stays limited. To evict its own key by a flood of others, a caller needs
 * as many keys as are kept, and each of those has more left than that would gain.
 */
final class Allowances<K> {

    private static final Duration REFILL = Duration.ofMinutes(1);

    private final LoadingCache<K, Bucket> buckets;

    Allowances(int perMinute, int maxKeys, TimeMeter clock) {
        Bandwidth bandwidth = Bandwidth.builder()
                .capacity(perMinute)
                .refillGreedy(perMinute, REFILL)
                .build();
        buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                // cache maintenance is short: waking another thread costs more
                .executor(Runnable::run)
                .expireAfterAccess(REFILL.plusSeconds(1))
                .build(key -> Bucket.builder()
                        .withCustomTimePrecision(clock)
                        .addLimit(bandwidth)
                        .build());
    }

    Allowances(int perMinute, int maxKeys) {
        this(perMinute, maxKeys, TimeMeter.SYSTEM_MILLISECONDS);
    }

    /** Takes one and returns 0, or takes none and returns the seconds until one is available. */
    long take(K key) {
        Bucket bucket = buckets.get(key);
        if (bucket.tryConsume(1)) {
            return 0;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        // rounded up, so that a retry after that time succeeds
        return probe.isConsumed()
                ? 0
                : TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    /** Returns one that was taken but not used. */
    void giveBack(K key) {
        buckets.get(key).addTokens(1);
    }

    /** The number of keys. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
