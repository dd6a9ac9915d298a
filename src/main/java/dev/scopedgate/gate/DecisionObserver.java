package dev.scopedgate.gate;

import io.vertx.core.Future;

/** A bean that is told of every decision; it changes none. */
public interface DecisionObserver {

    /**
     * Without blocking, because this may be an event loop. What it gives back completes when the decision is recorded: the
     * answer to a refused call waits for that; an allowed call waits for nothing.
     */
    Future<Void> decided(Decided decided);
}
