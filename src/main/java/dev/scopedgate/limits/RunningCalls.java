package dev.scopedgate.limits;

import dev.scopedgate.oauth.Subject;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that run, all of them and each subject's; it holds no more subjects than there are calls. */
final class RunningCalls {

    private final int most;
    private final int mostOfOne;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentHashMap<Subject, Integer> bySubject = new ConcurrentHashMap<>();

    /** @param most of all together, and {@code mostOfOne} of each; 0 for any number */
    RunningCalls(int most, int mostOfOne) {
        this.most = orAny(most);
        this.mostOfOne = orAny(mostOfOne);
    }

    private static int orAny(int number) {
        return number == 0 ? Integer.MAX_VALUE : number;
    }

    /** Nothing when the call may run, until {@link #end}; otherwise the limit that it would break, and it is not counted. */
    Optional<Limit> begin(Subject subject) {
        if (all.incrementAndGet() > most) {
            all.decrementAndGet();
            return Optional.of(Limit.CONCURRENCY);
        }
        if (bySubject.merge(subject, 1, Integer::sum) > mostOfOne) {
            end(subject);
            return Optional.of(Limit.SUBJECT_CONCURRENCY);
        }
        return Optional.empty();
    }

    void end(Subject subject) {
        all.decrementAndGet();
        bySubject.computeIfPresent(subject, (key, running) -> running == 1 ? null : running - 1);
    }

    /** How many subjects are counted at the moment. */
    int subjects() {
        return bySubject.size();
    }
}
