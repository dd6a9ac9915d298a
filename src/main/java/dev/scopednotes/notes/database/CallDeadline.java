package dev.scopednotes.notes.database;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment by which a call of the note store is answered, whatever the database does. */
public record CallDeadline(long nanoTime) {

    /** How long before the end of the call the database cancels, so that its error arrives in time. */
    private static final long VERDICT_MILLIS = 500;

    public static CallDeadline in(Duration timeout) {
        return new CallDeadline(System.nanoTime() + timeout.toNanos());
    }

    boolean isOver() {
        return remainingMillis() <= 0;
    }

    long remainingMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
    }

    /** The {@code statement_timeout} of a statement that begins now; at least 1, because 0 means no limit. */
    long statementMillis() {
        long remaining = remainingMillis();
        return Math.max(1, remaining - Math.min(VERDICT_MILLIS, remaining / 4));
    }
}
