package dev.scopednotes.notes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Logs when the note store stops serving, why, and when it serves again: once each, however many calls fail. */
@ApplicationScoped
class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final long BUSY_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final AtomicReference<StoreProblem> current = new AtomicReference<>();
    private final AtomicLong busyLoggedAt = new AtomicLong(System.nanoTime() - BUSY_INTERVAL);

    void refutedBy(StoreProblem.Success success) {
        StoreProblem problem = current.get();
        if (problem != null && problem.isRefutedBy(success) && current.compareAndSet(problem, null)) {
            LOG.infof("The note store serves again: it is over that it %s", problem.predicate());
        }
    }

    void met(StoreProblem problem, Throwable cause) {
        // single calls are busy while others succeed: that is no outage
        boolean isNew = problem == StoreProblem.BUSY ? isBusyLogDue() : current.getAndSet(problem) != problem;
        if (isNew) {
            LOG.warnf(
                    "The note store %s; calls are answered with an error until that is over (%s)",
                    problem.predicate(), cause.getMessage());
        }
    }

    private boolean isBusyLogDue() {
        long now = System.nanoTime();
        long last = busyLoggedAt.get();
        return now - last >= BUSY_INTERVAL && busyLoggedAt.compareAndSet(last, now);
    }
}
