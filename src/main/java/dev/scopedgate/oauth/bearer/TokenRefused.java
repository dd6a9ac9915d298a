package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.token.TokenId;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request that was turned away for its token or for having none; whoever it presented itself as is not known, for nothing
 * of what is not verified is to be believed.
 *
 * @param detail the failed check in words of ours, where there was one
 */
public record TokenRefused(RefusalReason reason, Optional<String> detail, RoutingContext request) {

    static TokenRefused of(Refusal refusal, RoutingContext request) {
        Optional<String> detail = refusal instanceof InvalidToken invalid
                ? Optional.of(invalid.detail())
                : refusal instanceof InvalidRequest invalid ? Optional.of(invalid.detail()) : Optional.empty();
        return new TokenRefused(refusal.reason(), detail, request);
    }

    /** A name for the token that was presented, by which it can be recognised and from which it cannot be had. */
    public Optional<String> tokenId() {
        try {
            return PresentedToken.of(request).map(token -> TokenId.ofToken(token.unchecked()));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
