package dev.scopedgate.http;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs an action after a time, unless it is cancelled before; cancelling works before and after the start. */
public final class Deadline {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Duration time;
    private final Runnable missed;
    private long timer = NONE;
    private boolean cancelled;

    public Deadline(Vertx vertx, Duration time, Runnable missed) {
        this.vertx = vertx;
        this.time = time;
        this.missed = missed;
    }

    public void start() {
        if (!cancelled) {
            timer = vertx.setTimer(time.toMillis(), id -> missed.run());
        }
    }

    public void cancel() {
        cancelled = true;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }
}
