package dev.scopedgate.gate;

import io.vertx.core.Future;

/** A bean that is notified of every decision; it cannot change it. */
public interface DecisionObserver {

    /**
     * Must not block: it may run on an event loop. The future completes when the decision is recorded. The answer to a
     * refused call waits for it; an allowed call does not.
     */
    Future<Void> decided(Decided decided);
}
