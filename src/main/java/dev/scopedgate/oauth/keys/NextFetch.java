package dev.scopedgate.oauth.keys;

import java.util.concurrent.TimeUnit;

/**
 * The moment of the next fetch that nobody asks for. It may be moved forward and never back: those with an unknown key id
 * cause fetches of their own, and must not be able to put it off.
 */
public final class NextFetch {

    private static final long NONE = -1;

    private final Timers timers;
    private final Runnable fetch;
    private long timer = NONE;
    private long at;
    private boolean cancelled;

    NextFetch(Timers timers, Runnable fetch) {
        this.timers = timers;
        this.fetch = fetch;
    }

    /** In so many milliseconds, or sooner where it was to be sooner. */
    public synchronized void within(long millis) {
        long then = timers.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (cancelled || timer != NONE && then - at >= 0) {
            return;
        }
        timers.cancel(timer);
        at = then;
        timer = timers.set(Math.max(1, millis), this::begin);
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
        timers.cancel(timer);
    }
}
