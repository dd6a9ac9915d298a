package dev.scopedgate.limits;

import dev.scopedgate.oauth.Subject;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts concurrent calls in total and per subject; it never holds more subjects than running calls. */
final class RunningCalls {

    private final int max;
    private final int maxPerSubject;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentHashMap<Subject, Integer> bySubject = new ConcurrentHashMap<>();

    /** @param max the limit in total, and {@code maxPerSubject} per subject; 0: no limit */
    RunningCalls(int max, int maxPerSubject) {
        this.max = orUnlimited(max);
        this.maxPerSubject = orUnlimited(maxPerSubject);
    }

    private static int orUnlimited(int number) {
        return number == 0 ? Integer.MAX_VALUE : number;
    }

    /** Empty if the call may run, until {@link #end}; otherwise the exceeded limit, and the call is not counted. */
    Optional<Limit> begin(Subject subject) {
        if (all.incrementAndGet() > max) {
            all.decrementAndGet();
            return Optional.of(Limit.CONCURRENCY);
        }
        if (bySubject.merge(subject, 1, Integer::sum) > maxPerSubject) {
            end(subject);
            return Optional.of(Limit.SUBJECT_CONCURRENCY);
        }
        return Optional.empty();
    }

    void end(Subject subject) {
        all.decrementAndGet();
        bySubject.computeIfPresent(subject, (key, running) -> running == 1 ? null : running - 1);
    }

    /** The number of subjects with running calls. */
    int subjects() {
        return bySubject.size();
    }
}
