package dev.scopedgate.oauth;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.oauth.Refusal.TooManyWaiting;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one request takes of the budget of strangers while its token cannot be judged at once, for its address; it does not
 * begin to wait where that is used up.
 */
public record Waiting(Budget budget, Object owner, long bytes) {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** A request of Vert.x with its headers and its stream, besides the token: an estimate. */
    private static final long REQUEST_BYTES = 8 * 1024;

    /** In the header, as it was cut out of that, and once more in what is sent or read. */
    private static final int COPIES = 3;

    public static Waiting of(RoutingContext context, Budget strangers, String token) {
        return new Waiting(
                strangers,
                CallerAddress.of(context.request().remoteAddress()),
                REQUEST_BYTES + (long) COPIES * token.length());
    }

    /** The same answer, for which there is room until it is there; otherwise fails with a {@link RefusedException}. */
    public <T> Uni<T> during(Supplier<Uni<T>> answer) {
        return Uni.createFrom().deferred(() -> {
            Lease lease = begin().orElseThrow(() -> new RefusedException(new TooManyWaiting(RETRY_AFTER)));
            try {
                return answer.get().onTermination().invoke(lease::end);
            } catch (RuntimeException e) {
                lease.end();
                throw e;
            }
        });
    }

    public Optional<Lease> begin() {
        return budget.lease(owner, bytes);
    }
}
