package dev.scopedgate.audit;

import dev.scopedgate.oauth.RefusalReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Passes a fixed number of refusals of each reason per second, and counts the rest. */
final class RefusedRate {

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<RefusalReason, Second> seconds = new EnumMap<>(RefusalReason.class);

    private static final class Second {
        private long number;
        private int passed;
        private long rest;
    }

    /** @param rest the number that did not pass */
    record Rest(RefusalReason reason, long rest) {}

    RefusedRate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        for (RefusalReason reason : RefusalReason.values()) {
            seconds.put(reason, new Second());
        }
    }

    boolean passes(RefusalReason reason) {
        long now = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong());
        Second second = seconds.get(reason);
        synchronized (second) {
            if (second.number != now) {
                second.number = now;
                second.passed = 0;
            }
            if (second.passed < perSecond) {
                second.passed++;
                return true;
            }
            second.rest++;
            return false;
        }
    }

    /** The refusals of each reason that did not pass since the last call; reasons without any are omitted. */
    List<Rest> rest() {
        List<Rest> rest = new ArrayList<>(0);
        seconds.forEach((reason, second) -> {
            synchronized (second) {
                if (second.rest > 0) {
                    rest.add(new Rest(reason, second.rest));
                    second.rest = 0;
                }
            }
        });
        return rest;
    }
}
