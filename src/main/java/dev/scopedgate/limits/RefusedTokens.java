package dev.scopedgate.limits;

import dev.scopedgate.bounds.CallerAddress;
import dev.scopedgate.oauth.bearer.JudgementLimit;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Lets each address present so many bad tokens a minute; then an unknown one is answered 429 before its signature is
 * verified, a key is fetched for it or its issuer is asked. What turns out good, or cannot be judged, is not counted.
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
        // taken before, so that many at once are not all judged before the first is counted
        long seconds = addresses.take(address);
        if (seconds > 0) {
            response.send(context, Limit.REFUSED, seconds);
            return false;
        }
        context.addEndHandler(ended -> {
            if (context.user() != null || context.response().getStatusCode() >= 500) {
                addresses.giveBack(address);
            }
        });
        return true;
    }
}
