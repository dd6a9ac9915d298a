package dev.scopedgate.oauth.keys;

import dev.scopedgate.oauth.Confirmation;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A compact JWS, decoded once, before verification. Nothing here is trusted yet, but algorithm and type are already
 * checked to be those of an access token (RFC 7515 §4, RFC 9068 §2.1).
 *
 * @param issuer the claim {@code iss}
 * @param signature the octets of its last part
 */
public record UnverifiedJws(
        String token, String alg, Optional<String> kid, String issuer, Map<?, ?> claims, byte[] signature) {

    /** Several IdPs write JWT or no type. An ID token, which has the same type, fails on its audience. */
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt", "jwt", "application/jwt");

    private static final Set<String> ID_JAG_TYPES = Set.of("oauth-id-jag+jwt", "application/oauth-id-jag+jwt");

    /** Header parameters with which the payload is not a plain JSON claims set. Other unknown ones are ignored. */
    private static final List<String> UNSUPPORTED = List.of("crit", "b64", "zip", "cty");

    /** Throws {@link RefusedException} if this is not such a JWS. */
    public static UnverifiedJws of(String token, SignatureAlgorithms algorithms) {
        String[] part = token.split("\\.", -1);
        if (part.length != 3 || part[0].isEmpty() || part[1].isEmpty()) {
            throw new RefusedException(FailedCheck.MALFORMED);
        }
        Map<?, ?> header = JwsPart.object(part[0]);
        String alg = text(header, "alg", RefusalReason.ALGORITHM).orElse("");
        if (!algorithms.allow(alg)) {
            throw RefusedException.invalidToken(
                    RefusalReason.ALGORITHM, "alg is not an allowed algorithm: " + algorithms);
        }
        if (isIdJag(header)) {
            throw new RefusedException(FailedCheck.ID_JAG);
        }
        if (text(header, "typ", RefusalReason.TYPE)
                .filter(typ -> !TYPES.contains(typ.toLowerCase(Locale.ROOT)))
                .isPresent()) {
            throw RefusedException.invalidToken(RefusalReason.TYPE, "typ is not that of an access token");
        }
        for (String name : UNSUPPORTED) {
            if (header.containsKey(name)) {
                throw RefusedException.invalidToken(RefusalReason.UNSUPPORTED, name + " is not supported");
            }
        }
        Map<?, ?> claims = JwsPart.object(part[1]);
        byte[] signature = JwsPart.bytes(part[2]);
        String issuer = text(claims, "iss", RefusalReason.ISSUER)
                .orElseThrow(() -> new RefusedException(FailedCheck.ISSUER_MISSING));
        return new UnverifiedJws(token, alg, text(header, "kid", RefusalReason.KEY), issuer, claims, signature);
    }

    /** The unverified {@code iss} of a token in the form of a JWS; empty for others, such as opaque tokens. */
    public static Optional<String> issuerOf(String token) {
        String[] part = token.split("\\.", -1);
        if (part.length != 3) {
            return Optional.empty();
        }
        try {
            JwsPart.object(part[0]);
            return text(JwsPart.object(part[1]), "iss", RefusalReason.ISSUER);
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the token has the form of a JWS whose claims say that it is bound to something else than this. Who judges a
     * token by other means than its signature may leave that out. Throws {@link RefusedException} if what they say cannot
     * be checked.
     */
    public static boolean isBoundOtherwise(String token, Confirmation judged) {
        String[] part = token.split("\\.", -1);
        if (part.length != 3) {
            return false;
        }
        Map<?, ?> claims = claims(part[1]);
        return claims.containsKey(Confirmation.CLAIM)
                && !Confirmation.of(claims.get(Confirmation.CLAIM)).equals(judged);
    }

    private static Map<?, ?> claims(String part) {
        try {
            return JwsPart.object(part);
        } catch (RefusedException notAJws) {
            return Map.of();
        }
    }

    /** Whether the token begins with a JOSE header, as signed and encrypted tokens do (RFC 7515 §4, RFC 7516 §4). */
    public static boolean hasJoseHeader(String token) {
        int end = token.indexOf('.');
        try {
            JwsPart.object(token.substring(0, Math.max(end, 0)));
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** Whether the token is an identity assertion grant (draft-ietf-oauth-identity-assertion-authz-grant §3.1). */
    public static boolean isIdJag(String token) {
        return hasJoseHeader(token) && isIdJag(JwsPart.object(token.substring(0, token.indexOf('.'))));
    }

    private static boolean isIdJag(Map<?, ?> header) {
        return header.get("typ") instanceof String typ && ID_JAG_TYPES.contains(typ.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> text(Map<?, ?> json, String name, RefusalReason otherwise) {
        if (!json.containsKey(name)) {
            return Optional.empty();
        }
        if (json.get(name) instanceof String text) {
            return Optional.of(text);
        }
        throw RefusedException.invalidToken(otherwise, name + " is not a string");
    }

    /** Without the token, because this may be logged. */
    @Override
    public String toString() {
        return "UnverifiedJws";
    }
}
