package dev.scopedgate.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Continues on the caller's Vert.x context when a result arrives on another thread, so that requests waiting for the
 * same result do not all continue on one event loop.
 */
public final class CallingContext {

    private CallingContext() {}

    /** Delivers the result on the caller's context, or if there is none, on the thread on which it arrives. */
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
