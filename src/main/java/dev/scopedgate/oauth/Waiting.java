package dev.scopedgate.oauth;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.oauth.Refusal.Unjudged;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bytes that one request takes from the budget for unauthenticated callers, counted for its address, while its
 * token waits for the issuer. If the budget is used up, the request is refused and does not wait.
 */
public record Waiting(Budget budget, Object owner, long bytes) {

    private static final Unjudged TOO_MANY = new Unjudged(RefusalReason.TOO_MANY_WAITING, Duration.ofSeconds(1));

    /** Estimate for a Vert.x request with its headers and stream, without the token. */
    private static final long REQUEST_BYTES = 8 * 1024;

    /** In the header, extracted from it, and in what is sent or read. */
    private static final int COPIES = 3;

    public static Waiting of(RoutingContext context, Budget strangers, String token) {
        return new Waiting(
                strangers,
                CallerAddress.of(context.request().remoteAddress()),
                REQUEST_BYTES + (long) COPIES * token.length());
    }

    /** Holds the bytes until the result is there; fails with a {@link RefusedException} if the budget is used up. */
    public <T> Uni<T> during(Supplier<Uni<T>> answer) {
        return Uni.createFrom().deferred(() -> {
            Lease lease = begin().orElseThrow(() -> new RefusedException(TOO_MANY));
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
