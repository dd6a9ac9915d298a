package dev.scopedgate.limits;

import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.bearer.JudgementLimit;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Limits the rejected tokens of each address per minute. Beyond that, an unknown token is answered 429 before its
 * signature is verified, a key is fetched or its issuer is asked. Valid tokens, and those that could not be verified,
 * do not count.
 */
@Singleton
class RefusedTokens implements JudgementLimit {

    private final boolean enabled;
    private final Allowances<CallerAddress> addresses;
    private final LimitedResponse response;

    RefusedTokens(LimitsConfig config, LimitedResponse response) {
        enabled = config.refusedPerAddress() > 0;
        addresses = new Allowances<>(Math.max(1, config.refusedPerAddress()), config.trackedCallers());
        this.response = response;
    }

    @Override
    public boolean admits(RoutingContext context) {
        if (!enabled) {
            return true;
        }
        CallerAddress address = CallerAddress.of(context.request().remoteAddress());
        // taken before verification, so that concurrent tokens cannot all pass before the first is counted
        long seconds = addresses.take(address);
        if (seconds > 0) {
            response.send(context, Limit.REFUSED, seconds);
            return false;
        }
        context.addEndHandler(ended -> {
            if (AccessToken.of(context) != null
                    || context.get(NONCE_ONLY) != null
                    || context.response().getStatusCode() >= 500) {
                addresses.giveBack(address);
            }
        });
        return true;
    }
}
