package dev.scopednotes.notes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Logs once when the note store becomes unavailable and why, and once when it works again, however many calls fail. */
@ApplicationScoped
class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);
    private static final long BUSY_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final AtomicReference<StoreProblem> current = new AtomicReference<>();
    private final AtomicLong busyLoggedAt = new AtomicLong(System.nanoTime() - BUSY_INTERVAL);

    void refutedBy(StoreProblem.Success success) {
        StoreProblem problem = current.get();
        if (problem != null && problem.isRefutedBy(success) && current.compareAndSet(problem, null)) {
            LOG.infof("The note store works again; earlier problem: it %s", problem.predicate());
        }
    }

    void met(StoreProblem problem, Throwable cause) {
        // a busy call is no outage: other calls succeed
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
