package dev.scopedgate.oauth.bearer;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.Refusal.InvalidProof;
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
 * @param verified the token, if it is valid and was refused because its sender did not prove to hold what it is bound to:
 *     who sent it need not be its subject
 */
public record TokenRefused(
        RefusalReason reason, Optional<String> detail, RoutingContext request, Optional<AccessToken> verified) {

    static TokenRefused of(Refusal refusal, RoutingContext request, Optional<AccessToken> verified) {
        return new TokenRefused(refusal.reason(), detail(refusal), request, verified);
    }

    private static Optional<String> detail(Refusal refusal) {
        if (refusal instanceof InvalidToken invalid) {
            return Optional.of(invalid.detail());
        }
        if (refusal instanceof InvalidProof invalid) {
            return Optional.of(invalid.detail());
        }
        return refusal instanceof InvalidRequest invalid ? Optional.of(invalid.detail()) : Optional.empty();
    }

    /** A hash that identifies the presented token without revealing it. */
    public Optional<String> tokenId() {
        try {
            return verified.map(AccessToken::id)
                    .or(() -> PresentedToken.of(request).map(token -> TokenId.ofToken(token.unchecked())));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
