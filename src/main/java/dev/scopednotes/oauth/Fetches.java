package dev.scopednotes.oauth;

import java.util.concurrent.atomic.LongAdder;

/** How many fetches of an issuer's keys there were since the start. */
final class Fetches {

    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    void succeeded() {
        successes.increment();
    }

    void failed() {
        failures.increment();
    }

    long successes() {
        return successes.sum();
    }

    long failures() {
        return failures.sum();
    }
}
