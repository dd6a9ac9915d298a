package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Confirmation;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.TrustedIssuer.ClaimNames;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Reads an {@link AccessToken} from claims whose signature or origin is verified, in the forms that issuers use. Refuses
 * tokens for another use, a {@code cnf} that cannot be checked ({@link Confirmation}), an {@code iat} in the future, too
 * long a lifetime, and claims of the wrong type.
 */
final class AccessTokenClaims {

    /** The last second of the year 9999. A later exp is in milliseconds, or means that the token never expires. */
    static final long LATEST = 253402300799L;

    /** Where issuers say that a token is bound: in an answer about it (RFC 9449 §6.2), and Keycloak in the token. */
    private static final List<String> TYPES = List.of("token_type", "typ");

    private final ClaimNames names;
    private final TokenScopes scopes;
    private final Duration clockSkew;
    private final Optional<Duration> maxLifetime;

    AccessTokenClaims(TrustedIssuer issuer, Duration clockSkew, Optional<Duration> maxLifetime) {
        this.names = issuer.claims();
        this.scopes = new TokenScopes(issuer);
        this.clockSkew = clockSkew;
        this.maxLifetime = maxLifetime;
    }

    /** @param token the presented token, for its id */
    AccessToken accessToken(JwtClaims claims, String token) {
        TokenUse.check(claims);
        Confirmation confirmation = confirmation(claims);
        try {
            long exp = claims.getExpirationTime().getValue();
            if (exp > LATEST) {
                throw RefusedException.invalidToken(RefusalReason.LIFETIME, "exp is out of range");
            }
            Instant issuedAt = Instant.ofEpochSecond(claims.getIssuedAt().getValue());
            Instant expiresAt = Instant.ofEpochSecond(exp);
            // iat equal to now plus the skew: accepted
            if (issuedAt.isAfter(Instant.now().plus(clockSkew))) {
                throw RefusedException.invalidToken(RefusalReason.LIFETIME, "iat lies in the future");
            }
            if (maxLifetime
                    .filter(max -> Duration.between(issuedAt, expiresAt).compareTo(max) > 0)
                    .isPresent()) {
                throw RefusedException.invalidToken(
                        RefusalReason.LIFETIME, "exp lies further from iat than this server allows");
            }
            String subject = string(claims, "sub").orElseThrow(() -> new RefusedException(FailedCheck.SUBJECT_MISSING));
            Optional<String> clientId = clientId(claims);
            return new AccessToken(
                    subject,
                    clientId,
                    scopes.of(claims),
                    Optional.ofNullable(claims.getClaimValue(names.ring()))
                            .filter(String.class::isInstance)
                            .map(String.class::cast),
                    claims.getIssuer(),
                    expiresAt,
                    TokenId.of(claims, token),
                    confirmation,
                    ActClaim.of(claims, subject, clientId));
        } catch (MalformedClaimException | DateTimeException | ArithmeticException e) {
            throw new RefusedException(FailedCheck.WRONG_TYPE);
        }
    }

    private Optional<String> clientId(JwtClaims claims) {
        for (String name : names.clientId()) {
            Optional<String> clientId = string(claims, name);
            if (clientId.isPresent()) {
                return clientId;
            }
        }
        return Optional.empty();
    }

    /** By name, not by value: {@code null} is not the same as absent. */
    private static Confirmation confirmation(JwtClaims claims) {
        Confirmation confirmation = claims.getClaimNames().contains(Confirmation.CLAIM)
                ? Confirmation.of(claims.getClaimValue(Confirmation.CLAIM))
                : Confirmation.NONE;
        for (String name : TYPES) {
            if (confirmation.jkt().isEmpty() && isDpop(claims.getClaimValue(name))) {
                throw new RefusedException(FailedCheck.CONFIRMATION_MISSING);
            }
        }
        return confirmation;
    }

    private static boolean isDpop(Object type) {
        return type instanceof String text && text.equalsIgnoreCase("DPoP");
    }

    private static Optional<String> string(JwtClaims claims, String name) {
        Object value = claims.getClaimValue(name);
        if (value != null && !(value instanceof String)) {
            throw RefusedException.invalidToken(RefusalReason.CLAIM, name + " is not a string");
        }
        return Optional.ofNullable((String) value).filter(text -> !text.isEmpty());
    }
}
