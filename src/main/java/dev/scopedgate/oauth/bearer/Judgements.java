package dev.scopedgate.oauth.bearer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scopedgate.oauth.TokenHash;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Lets a token be judged only within {@link JudgementLimit}, save one that was good the last time: a neighbour's bad ones
 * must not lock out those who are known. Nothing is taken on trust from that; it is judged again, and forgotten once it is
 * bad.
 */
@Singleton
class Judgements {

    private static final int MAX_KNOWN = 20_000;

    private final List<JudgementLimit> limits;

    /** Longer than a verified token is remembered: as long as tokens live, as a rule. */
    private final Cache<TokenHash, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    Judgements(@All List<JudgementLimit> limits) {
        this.limits = limits;
    }

    /** Whether this token may be judged now; otherwise the answer has been given. */
    boolean admits(RoutingContext context, PresentedToken token) {
        TokenHash hash = TokenHash.of(token.unchecked());
        if (known.getIfPresent(hash) == null && !limits.stream().allMatch(limit -> limit.admits(context))) {
            return false;
        }
        context.addEndHandler(ended -> {
            if (context.user() != null) {
                known.put(hash, true);
            } else if (context.response().getStatusCode() == 401) {
                known.invalidate(hash);
            }
        });
        return true;
    }
}
