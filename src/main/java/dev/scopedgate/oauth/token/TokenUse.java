package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import java.util.Locale;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;

/**
 * Refuses tokens that a trusted issuer signed for this audience but not as access tokens. If the header type is only
 * JWT, the claims decide (RFC 9068 §5; OpenID Connect Core §3.1.3.6; Cognito's {@code token_use}, Keycloak's {@code
 * typ}).
 */
final class TokenUse {

    private static final Set<String> OTHER_TYPES = Set.of("id", "refresh", "offline", "logout");

    private TokenUse() {}

    static void check(JwtClaims claims) {
        Object use = claims.getClaimValue("token_use");
        boolean otherUse = use != null && !"access".equals(use);
        boolean otherType = claims.getClaimValue("typ") instanceof String type
                && OTHER_TYPES.contains(type.toLowerCase(Locale.ROOT));
        if (otherUse || otherType || claims.hasClaim("at_hash") || claims.hasClaim("c_hash")) {
            throw new RefusedException(FailedCheck.NOT_AN_ACCESS_TOKEN);
        }
    }
}
