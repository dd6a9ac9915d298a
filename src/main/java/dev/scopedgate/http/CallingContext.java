package dev.scopedgate.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Brings what arrives on another thread back to where it was asked for: a request goes on where it began, and not all who
 * waited for the same answer on the one event loop on which it came.
 */
public final class CallingContext {

    private CallingContext() {}

    /** The same, continued on the context of whoever calls this; outside of one, wherever it arrives. */
    public static <T> Uni<T> resume(Uni<T> awaited) {
        Context context = Vertx.currentContext();
        return context == null
                ? awaited
                : awaited.emitOn(task -> {
                    if (Vertx.currentContext() == context) {
                        task.run();
                    } else {
                        context.runOnContext(ignored -> task.run());
                    }
                });
    }
}
