package dev.scopedgate.gate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Keeps a refusal of {@link ScopedInterceptor} back until it is recorded, without blocking an event loop. */
final class RecordedRefusal {

    private RecordedRefusal() {}

    /** Fails with that refusal, once it is recorded, on the thread on which this was asked for. */
    static Uni<Object> after(Future<Void> recorded, Exception refusal) {
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .emitter(emitter -> recorded.onComplete(done -> {
                    if (context == null) {
                        emitter.fail(refusal);
                    } else {
                        context.runOnContext(ignored -> emitter.fail(refusal));
                    }
                }));
    }

    /**
     * Comes back once it is recorded; at once on an event loop, which must not wait: there the record stands in line and
     * the answer does not.
     */
    static void await(Future<Void> recorded) {
        if (!Context.isOnEventLoopThread()) {
            recorded.toCompletionStage().toCompletableFuture().join();
        }
    }
}
