package dev.scopedgate.oauth.keys;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only the test moves, and timers that run on the test's thread when it moves. */
final class MovedTimers implements Timers {

    private record Due(long at, Runnable then) {}

    private final Map<Long, Due> timers = new ConcurrentHashMap<>();
    private final AtomicLong lastTimer = new AtomicLong();
    private volatile long now;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long set(long millis, Runnable then) {
        long timer = lastTimer.incrementAndGet();
        timers.put(timer, new Due(now + TimeUnit.MILLISECONDS.toNanos(millis), then));
        return timer;
    }

    @Override
    public void cancel(long timer) {
        timers.remove(timer);
    }

    /** The milliseconds until the next timer runs. */
    long untilNext() {
        return firstBefore(Long.MAX_VALUE)
                .map(timer -> TimeUnit.NANOSECONDS.toMillis(timers.get(timer).at() - now))
                .orElseThrow();
    }

    /** Whether no timer is set. */
    boolean isEmpty() {
        return timers.isEmpty();
    }

    /** Moves the clock and runs the timers that are due until then, in order. */
    void move(long millis) {
        long end = now + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Optional<Long> next = firstBefore(end); next.isPresent(); next = firstBefore(end)) {
            Due due = timers.remove(next.get());
            now = Math.max(now, due.at());
            due.then().run();
        }
        now = end;
    }

    private Optional<Long> firstBefore(long end) {
        return timers.entrySet().stream()
                .filter(timer -> timer.getValue().at() <= end)
                .min(Comparator.comparingLong(timer -> timer.getValue().at()))
                .map(Map.Entry::getKey);
    }
}
