package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;

/**
 * Reads an access token from what its issuer answers about it (RFC 7662 §2.2), and takes nothing for granted: it must be
 * active, of this issuer, for this audience, with an end that has not come.
 */
final class IntrospectedClaims {

    private final TrustedIssuer issuer;
    private final ResourceServer server;
    private final AccessTokenClaims claims;

    IntrospectedClaims(TrustedIssuer issuer, ResourceServer server) {
        this.issuer = issuer;
        this.server = server;
        this.claims = new AccessTokenClaims(issuer.claims(), server.clockSkew(), server.maxLifetime());
    }

    /** What the token says, or a {@link RefusedException} that names the failed check. */
    AccessToken accessToken(JwtClaims answer, String token) {
        require(Boolean.TRUE.equals(answer.getClaimValue("active")), "the token is not active");
        try {
            require(answer.getIssuer() != null, "iss is missing");
            require(answer.getIssuer().equals(issuer.issuer()), "iss is not a trusted issuer");
            require(!answer.getAudience().isEmpty(), "aud is missing");
            require(answer.getAudience().contains(issuer.audience()), "aud does not name this resource");
            checkTimes(answer);
        } catch (MalformedClaimException e) {
            throw refused("a claim is of the wrong type");
        }
        checkType(answer);
        // the ring of this moment, not of the mint: it has no business here
        answer.unsetClaim(issuer.claims().ring());
        return claims.accessToken(answer, token);
    }

    private void checkTimes(JwtClaims answer) throws MalformedClaimException {
        NumericDate expiry = answer.getExpirationTime();
        NumericDate notBefore = answer.getNotBefore();
        Instant now = Instant.now();
        require(expiry != null, "exp is missing");
        require(now.minus(server.clockSkew()).getEpochSecond() < expiry.getValue(), "exp has passed");
        require(
                notBefore == null
                        || notBefore.getValue() <= now.plus(server.clockSkew()).getEpochSecond(),
                "nbf lies in the future");
        if (answer.getIssuedAt() == null) {
            // optional here; but without it a greatest lifetime cannot be checked
            require(server.maxLifetime().isEmpty(), "iat is missing");
            answer.setIssuedAtToNow();
        }
    }

    /** An issuer may answer about refresh tokens just as well. */
    private static void checkType(JwtClaims answer) {
        String type = Optional.ofNullable(answer.getClaimValue("token_type"))
                .orElse("Bearer")
                .toString();
        String use = Optional.ofNullable(answer.getClaimValue("token_use"))
                .orElse("access")
                .toString();
        require(
                type.toLowerCase(Locale.ROOT).matches("bearer|access_token")
                        && use.toLowerCase(Locale.ROOT).matches("access|access_token"),
                "the token is not an access token");
        answer.unsetClaim("token_use");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(new InvalidToken(detail));
    }
}
