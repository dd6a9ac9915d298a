package dev.scopedgate.oauth;

import dev.scopedgate.oauth.Refusal.InvalidToken;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Names the check that a token failed, in words that hold nothing of the token. */
public final class FailedCheck {

    public static final String MALFORMED = "the token is malformed";
    public static final String KEY_DOES_NOT_FIT = "alg does not fit the key that kid names";

    private static final String SIGNATURE = "the signature does not verify";

    /** In the order in which they are named when several fail. */
    private static final List<Map.Entry<Integer, String>> CHECKS = List.of(
            Map.entry(ErrorCodes.SIGNATURE_INVALID, SIGNATURE),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, "the signature is missing"),
            Map.entry(ErrorCodes.ISSUER_MISSING, "iss is missing"),
            Map.entry(ErrorCodes.ISSUER_INVALID, "iss is not a trusted issuer"),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, "aud is missing"),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, "aud does not name this resource"),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, "exp is missing"),
            Map.entry(ErrorCodes.EXPIRED, "exp has passed"),
            Map.entry(ErrorCodes.NOT_YET_VALID, "nbf lies in the future"),
            Map.entry(ErrorCodes.ISSUED_AT_MISSING, "iat is missing"),
            Map.entry(ErrorCodes.SUBJECT_MISSING, "sub is missing"),
            Map.entry(ErrorCodes.MALFORMED_CLAIM, "a claim is of the wrong type"),
            // of what is left under this code, only the order of the times can fail in a token that came so far
            Map.entry(ErrorCodes.MISCELLANEOUS, "exp lies before nbf or iat"));

    private FailedCheck() {}

    public static String describe(InvalidJwtException failure) {
        return CHECKS.stream()
                .filter(check -> failure.hasErrorCode(check.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MALFORMED);
    }

    /** Whether the token may be right and signed by a key that has taken the place of the one that was tried. */
    public static boolean mayBeOfANewKey(Refusal refusal) {
        return refusal instanceof InvalidToken invalid
                && (invalid.detail().equals(SIGNATURE) || invalid.detail().equals(KEY_DOES_NOT_FIT));
    }
}
