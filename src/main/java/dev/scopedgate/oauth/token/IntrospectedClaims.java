package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;

/**
 * Makes an access token of an introspection response (RFC 7662 §2.2) only if it is active, from this issuer, for this
 * audience, and not expired.
 */
final class IntrospectedClaims {

    private final TrustedIssuer issuer;
    private final ResourceServer server;
    private final AccessTokenClaims claims;

    IntrospectedClaims(TrustedIssuer issuer, ResourceServer server) {
        this.issuer = issuer;
        this.server = server;
        this.claims = new AccessTokenClaims(issuer, server.clockSkew(), server.maxLifetime());
    }

    /** Throws {@link RefusedException} that names the failed check. */
    AccessToken accessToken(JwtClaims answer, String token) {
        require(
                Boolean.TRUE.equals(answer.getClaimValue("active")),
                new InvalidToken(RefusalReason.INACTIVE, "the token is not active"));
        try {
            require(answer.getIssuer() != null, FailedCheck.ISSUER_MISSING);
            require(answer.getIssuer().equals(issuer.issuer()), FailedCheck.UNTRUSTED_ISSUER);
            require(!answer.getAudience().isEmpty(), FailedCheck.AUDIENCE_MISSING);
            require(answer.getAudience().contains(issuer.audience()), FailedCheck.OTHER_AUDIENCE);
            checkTimes(answer);
        } catch (MalformedClaimException e) {
            throw new RefusedException(FailedCheck.WRONG_TYPE);
        }
        checkType(answer);
        // the ring at introspection, not at issuance: not for the audit
        answer.unsetClaim(issuer.claims().ring());
        AccessToken judged = claims.accessToken(answer, token);
        require(!UnverifiedJws.isBoundOtherwise(token, judged.confirmation()), FailedCheck.CONFIRMATION_DIFFERS);
        return judged;
    }

    private void checkTimes(JwtClaims answer) throws MalformedClaimException {
        NumericDate expiry = answer.getExpirationTime();
        NumericDate notBefore = answer.getNotBefore();
        Instant now = Instant.now();
        require(expiry != null, FailedCheck.EXPIRY_MISSING);
        require(now.minus(server.clockSkew()).getEpochSecond() < expiry.getValue(), FailedCheck.EXPIRED);
        require(
                notBefore == null
                        || notBefore.getValue() <= now.plus(server.clockSkew()).getEpochSecond(),
                FailedCheck.NOT_YET_VALID);
        if (answer.getIssuedAt() == null) {
            // optional in RFC 7662, but a maximum lifetime needs it
            require(server.maxLifetime().isEmpty(), FailedCheck.ISSUED_AT_MISSING);
            answer.setIssuedAtToNow();
        }
    }

    /** Refuses other tokens, such as refresh tokens, that an issuer may also introspect. */
    private static void checkType(JwtClaims answer) {
        String type = Optional.ofNullable(answer.getClaimValue("token_type"))
                .orElse("Bearer")
                .toString();
        String use = Optional.ofNullable(answer.getClaimValue("token_use"))
                .orElse("access")
                .toString();
        require(
                type.toLowerCase(Locale.ROOT).matches("bearer|dpop|access_token")
                        && use.toLowerCase(Locale.ROOT).matches("access|access_token"),
                FailedCheck.NOT_AN_ACCESS_TOKEN);
        answer.unsetClaim("token_use");
    }

    private static void require(boolean holds, InvalidToken otherwise) {
        if (!holds) {
            throw new RefusedException(otherwise);
        }
    }
}
