package dev.scopedgate.oauth.keys;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * The time of the next scheduled fetch. It can be moved earlier but never later, so that fetches for unknown key ids
 * cannot delay it.
 */
public final class NextFetch {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Runnable fetch;
    private long timer = NONE;
    private long at;
    private boolean cancelled;

    public NextFetch(Vertx vertx, Runnable fetch) {
        this.vertx = vertx;
        this.fetch = fetch;
    }

    /** Schedules the fetch after this time, unless it is already scheduled earlier. */
    public synchronized void within(long millis) {
        long then = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (cancelled || timer != NONE && then - at >= 0) {
            return;
        }
        vertx.cancelTimer(timer);
        at = then;
        timer = vertx.setTimer(Math.max(1, millis), id -> begin());
    }

    private void begin() {
        synchronized (this) {
            timer = NONE;
        }
        fetch.run();
    }

    /** Cancels this and all later fetches. */
    public synchronized void cancel() {
        cancelled = true;
        vertx.cancelTimer(timer);
    }
}
