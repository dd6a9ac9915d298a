package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What must be known of a compact JWS before it can be verified: whose keys, and which of them. Nothing here is to be
 * believed yet; but its algorithm and type are already among those that an access token may have (RFC 7515 §4, RFC 9068
 * §2.1).
 */
public record UnverifiedJws(String token, String alg, Optional<String> kid, String issuer) {

    /** Several IdPs write JWT or nothing; an ID token, which says the same, fails on its audience. */
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt", "jwt", "application/jwt");

    /** Header parameters by which the payload is no plain set of claims; others that are unknown are ignored. */
    private static final List<String> UNSUPPORTED = List.of("crit", "b64", "zip", "cty");

    /** Reads a compact JWS; throws {@link RefusedException} for anything else. */
    public static UnverifiedJws of(String token, SignatureAlgorithms algorithms) {
        String[] part = token.split("\\.", -1);
        if (part.length != 3 || part[0].isEmpty() || part[1].isEmpty()) {
            throw new RefusedException(FailedCheck.MALFORMED);
        }
        JsonNode header = JwsPart.object(part[0]);
        String alg = text(header, "alg", RefusalReason.ALGORITHM).orElse("");
        if (!algorithms.allow(alg)) {
            throw RefusedException.invalidToken(
                    RefusalReason.ALGORITHM, "alg is not an allowed algorithm: " + algorithms);
        }
        if (text(header, "typ", RefusalReason.TYPE)
                .filter(typ -> !TYPES.contains(typ.toLowerCase(Locale.ROOT)))
                .isPresent()) {
            throw RefusedException.invalidToken(RefusalReason.TYPE, "typ is not that of an access token");
        }
        UNSUPPORTED.stream().filter(header::has).findFirst().ifPresent(name -> {
            throw RefusedException.invalidToken(RefusalReason.UNSUPPORTED, name + " is not supported");
        });
        JsonNode payload = JwsPart.object(part[1]);
        JwsPart.bytes(part[2]);
        String issuer = text(payload, "iss", RefusalReason.ISSUER)
                .orElseThrow(() -> new RefusedException(FailedCheck.ISSUER_MISSING));
        return new UnverifiedJws(token, alg, text(header, "kid", RefusalReason.KEY), issuer);
    }

    /** The {@code iss} of what has the form of a signed token; nothing for anything else, such as an opaque one. */
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

    /** Whether it begins as signed and encrypted tokens do, with a header that is a JSON object (RFC 7515 §4, RFC 7516 §4). */
    public static boolean hasJoseHeader(String token) {
        int end = token.indexOf('.');
        try {
            return end > 0 && JwsPart.object(token.substring(0, end)).isObject();
        } catch (RefusedException e) {
            return false;
        }
    }

    private static Optional<String> text(JsonNode json, String name, RefusalReason otherwise) {
        JsonNode value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw RefusedException.invalidToken(otherwise, name + " is not a string");
        }
        return Optional.of(value.textValue());
    }
}
