package dev.scopedgate.gate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Delays a refusal of {@link ScopedInterceptor} until it is recorded, without blocking an event loop. */
final class RecordedRefusal {

    private RecordedRefusal() {}

    /** Fails with the refusal once it is recorded, on the caller's thread. */
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

    /** Returns once the refusal is recorded. On an event loop this returns at once; the record is queued. */
    static void await(Future<Void> recorded) {
        if (!Context.isOnEventLoopThread()) {
            recorded.toCompletionStage().toCompletableFuture().join();
        }
    }
}
