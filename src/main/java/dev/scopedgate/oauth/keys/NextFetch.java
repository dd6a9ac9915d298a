package dev.scopedgate.oauth.keys;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * The moment of the next fetch that nobody asks for. It may be moved forward and never back: those with an unknown key id
 * cause fetches of their own, and must not be able to put it off.
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

    /** In so many milliseconds, or sooner where it was to be sooner. */
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

    /** There will be none. */
    public synchronized void cancel() {
        cancelled = true;
        vertx.cancelTimer(timer);
    }
}
