package dev.scopedgate.gate;

import dev.scopedgate.http.CallingContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;

/** Delays a refusal of {@link ScopedInterceptor} until it is recorded, without blocking an event loop. */
final class RecordedRefusal {

    private RecordedRefusal() {}

    /** Fails with the refusal once it is recorded, on the caller's thread. */
    static Uni<Object> after(Future<Void> recorded, Exception refusal) {
        return CallingContext.resume(Uni.createFrom().completionStage(recorded::toCompletionStage))
                .onItemOrFailure()
                .transformToUni((done, failed) -> Uni.createFrom().failure(refusal));
    }

    /** Returns once the refusal is recorded. On an event loop this returns at once; the record is queued. */
    static void await(Future<Void> recorded) {
        if (!Context.isOnEventLoopThread()) {
            recorded.toCompletionStage().toCompletableFuture().join();
        }
    }
}
