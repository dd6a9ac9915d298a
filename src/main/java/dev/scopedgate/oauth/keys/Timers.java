package dev.scopedgate.oauth.keys;

import io.vertx.core.Vertx;

/** The clock and the timers by which keys are fetched: Vert.x's, or in a test those that the test moves. */
interface Timers {

    /** Of {@link System#nanoTime}: for differences only. */
    long nanoTime();

    /** Runs it once, in so many milliseconds. */
    long set(long millis, Runnable then);

    /** Nothing happens where there is no such timer. */
    void cancel(long timer);

    static Timers of(Vertx vertx) {
        return new Timers() {

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long set(long millis, Runnable then) {
                return vertx.setTimer(millis, id -> then.run());
            }

            @Override
            public void cancel(long timer) {
                vertx.cancelTimer(timer);
            }
        };
    }
}
