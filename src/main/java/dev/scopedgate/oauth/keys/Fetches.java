package dev.scopedgate.oauth.keys;

import java.util.concurrent.atomic.LongAdder;

/** The number of fetches of an issuer's keys since the start. */
public final class Fetches {

    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void succeeded() {
        successes.increment();
    }

    void failed() {
        failures.increment();
    }

    public long successes() {
        return successes.sum();
    }

    public long failures() {
        return failures.sum();
    }
}
