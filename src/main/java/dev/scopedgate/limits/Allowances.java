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
 * What each key has left of so many a minute, for a bounded number of keys. A key that is idle for as long as its bucket
 * takes to fill is forgotten, which gives it nothing. When there are too many, those that came once go before those that
 * come often: whoever is limited and goes on stays limited; and who would rather have a flood of other keys push their own
 * out needs as many of those as are kept, each of which has more left than would be won.
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
                // upkeep is a few steps each time: to wake another thread for it costs more
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

    /** Takes one, and returns 0; or takes none, and returns the seconds until there is one. */
    long take(K key) {
        Bucket bucket = buckets.get(key);
        if (bucket.tryConsume(1)) {
            return 0;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        // rounded up: who comes back in that time is served
        return probe.isConsumed()
                ? 0
                : TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + TimeUnit.SECONDS.toNanos(1) - 1);
    }

    /** Gives back one that was taken for what did not come to pass. */
    void giveBack(K key) {
        buckets.get(key).addTokens(1);
    }

    /** How many keys are kept. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }
}
