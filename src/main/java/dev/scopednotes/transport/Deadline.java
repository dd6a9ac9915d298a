package dev.scopednotes.transport;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs what is to happen when a time has passed, unless it is cancelled first, be that before it starts or after. */
final class Deadline {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final Duration time;
    private final Runnable missed;
    private long timer = NONE;
    private boolean cancelled;

    Deadline(Vertx vertx, Duration time, Runnable missed) {
        this.vertx = vertx;
        this.time = time;
        this.missed = missed;
    }

    void start() {
        if (!cancelled) {
            timer = vertx.setTimer(time.toMillis(), id -> missed.run());
        }
    }

    void cancel() {
        cancelled = true;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }
}
