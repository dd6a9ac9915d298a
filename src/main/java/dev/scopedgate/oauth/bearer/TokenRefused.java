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
 * A request refused because of its token or for having none. Its caller is unknown, because unverified claims are not
 * trusted.
 *
 * @param detail the failed check, if there was one
 */
public record TokenRefused(RefusalReason reason, Optional<String> detail, RoutingContext request) {

    static TokenRefused of(Refusal refusal, RoutingContext request) {
        Optional<String> detail = refusal instanceof InvalidToken invalid
                ? Optional.of(invalid.detail())
                : refusal instanceof InvalidRequest invalid ? Optional.of(invalid.detail()) : Optional.empty();
        return new TokenRefused(refusal.reason(), detail, request);
    }

    /** A hash that identifies the presented token without revealing it. */
    public Optional<String> tokenId() {
        try {
            return PresentedToken.of(request).map(token -> TokenId.ofToken(token.unchecked()));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
