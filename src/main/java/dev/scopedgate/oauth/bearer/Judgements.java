package dev.scopedgate.oauth.bearer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.TokenHash;
import io.quarkus.arc.All;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Limits verifications by {@link JudgementLimit}, except of tokens that were valid the last time, so that invalid
 * tokens from the same address do not lock out known callers. An exempt token is still verified, and loses the
 * exemption when it is rejected.
 */
@Singleton
class Judgements {

    private static final int MAX_KNOWN = 20_000;

    private final List<JudgementLimit> limits;

    /** Longer than verified tokens are cached: usually as long as tokens live. */
    private final Cache<TokenHash, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    Judgements(@All List<JudgementLimit> limits) {
        this.limits = limits;
    }

    /** Whether this token may be verified now; if not, the answer has been sent. */
    boolean admits(RoutingContext context, PresentedToken token) {
        TokenHash hash = token.hash();
        if (known.getIfPresent(hash) == null && !limits.stream().allMatch(limit -> limit.admits(context))) {
            return false;
        }
        context.addEndHandler(ended -> {
            if (AccessToken.of(context) != null) {
                known.asMap().putIfAbsent(hash, true);
            } else if (context.response().getStatusCode() == 401) {
                known.invalidate(hash);
            }
        });
        return true;
    }
}
