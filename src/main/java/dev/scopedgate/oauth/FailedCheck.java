package dev.scopedgate.oauth;

import dev.scopedgate.oauth.Refusal.InvalidToken;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Names the check that a token failed, with its reason; the text contains nothing from the token. */
public final class FailedCheck {

    public static final InvalidToken MALFORMED = new InvalidToken(RefusalReason.MALFORMED, "the token is malformed");
    public static final InvalidToken KEY_DOES_NOT_FIT =
            new InvalidToken(RefusalReason.ALGORITHM, "alg does not fit the key that kid names");
    public static final InvalidToken NOT_AN_ACCESS_TOKEN =
            new InvalidToken(RefusalReason.TYPE, "the token is not an access token");
    public static final InvalidToken ID_JAG = new InvalidToken(
            RefusalReason.TYPE,
            "the token is an ID-JAG, which is a grant: exchange it at the authorization server, and send the access token");
    public static final InvalidToken ISSUER_MISSING = new InvalidToken(RefusalReason.ISSUER, "iss is missing");
    public static final InvalidToken UNTRUSTED_ISSUER =
            new InvalidToken(RefusalReason.ISSUER, "iss is not a trusted issuer");
    public static final InvalidToken OF_NO_ISSUER = new InvalidToken(
            RefusalReason.ISSUER, "the token is not signed, and begins like the tokens of no trusted issuer");
    public static final InvalidToken AUDIENCE_MISSING = new InvalidToken(RefusalReason.AUDIENCE, "aud is missing");
    public static final InvalidToken OTHER_AUDIENCE =
            new InvalidToken(RefusalReason.AUDIENCE, "aud does not name this resource");
    public static final InvalidToken EXPIRY_MISSING = new InvalidToken(RefusalReason.LIFETIME, "exp is missing");
    public static final InvalidToken EXPIRED = new InvalidToken(RefusalReason.EXPIRED, "exp has passed");
    public static final InvalidToken NOT_YET_VALID = new InvalidToken(RefusalReason.LIFETIME, "nbf lies in the future");
    public static final InvalidToken ISSUED_AT_MISSING = new InvalidToken(RefusalReason.LIFETIME, "iat is missing");
    public static final InvalidToken SUBJECT_MISSING = new InvalidToken(RefusalReason.CLAIM, "sub is missing");
    public static final InvalidToken UNKNOWN_CONFIRMATION = new InvalidToken(
            RefusalReason.UNSUPPORTED,
            "the token is bound to a key by cnf, and this server cannot check that its sender holds the key");
    public static final InvalidToken BOUND_TO_A_KEY = new InvalidToken(
            RefusalReason.BOUND,
            "the token is bound to a key by cnf.jkt: present it with the scheme DPoP and a proof of the key");
    public static final InvalidToken OTHER_KEY = new InvalidToken(
            RefusalReason.PROOF_KEY, "the proof is of another key than cnf.jkt, to which the token is bound");
    public static final InvalidToken NOT_BOUND = new InvalidToken(
            RefusalReason.UNBOUND, "the token is not bound to a key by cnf.jkt: present it with the scheme Bearer");
    public static final InvalidToken DPOP_REQUIRED = new InvalidToken(
            RefusalReason.UNBOUND,
            "the token is not bound to a key by cnf.jkt: this server accepts only tokens with DPoP from its issuer");
    public static final InvalidToken DPOP_OFF = new InvalidToken(
            RefusalReason.BOUND,
            "the token is bound to a key by cnf.jkt, and this server does not accept DPoP from its issuer");
    public static final InvalidToken BOUND_TO_A_CERTIFICATE = new InvalidToken(
            RefusalReason.CERTIFICATE,
            "the token is bound to a client certificate by cnf.x5t#S256, which the sender has not shown to this server");
    public static final InvalidToken CONFIRMATION_MALFORMED =
            new InvalidToken(RefusalReason.CLAIM, "cnf is not an object that says what the token is bound to");
    public static final InvalidToken CONFIRMATION_MISSING = new InvalidToken(
            RefusalReason.CLAIM, "the token is of the type DPoP, and cnf does not say to which key it is bound");
    public static final InvalidToken CONFIRMATION_DIFFERS = new InvalidToken(
            RefusalReason.CLAIM, "the cnf that the token holds is not that of the answer about the token");
    public static final InvalidToken WRONG_TYPE = new InvalidToken(RefusalReason.CLAIM, "a claim is of the wrong type");

    public static final InvalidToken SIGNATURE =
            new InvalidToken(RefusalReason.SIGNATURE, "the signature does not verify");

    /** If several checks fail, the first in this order is named. */
    private static final List<Map.Entry<Integer, InvalidToken>> CHECKS = List.of(
            Map.entry(ErrorCodes.ISSUER_MISSING, ISSUER_MISSING),
            Map.entry(ErrorCodes.ISSUER_INVALID, UNTRUSTED_ISSUER),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, AUDIENCE_MISSING),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, OTHER_AUDIENCE),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, EXPIRY_MISSING),
            Map.entry(ErrorCodes.EXPIRED, EXPIRED),
            Map.entry(ErrorCodes.NOT_YET_VALID, NOT_YET_VALID),
            Map.entry(ErrorCodes.ISSUED_AT_MISSING, ISSUED_AT_MISSING),
            Map.entry(ErrorCodes.SUBJECT_MISSING, SUBJECT_MISSING),
            Map.entry(ErrorCodes.MALFORMED_CLAIM, WRONG_TYPE),
            // jose4j uses this code for several checks; only the order of the times can fail here
            Map.entry(
                    ErrorCodes.MISCELLANEOUS, new InvalidToken(RefusalReason.LIFETIME, "exp lies before nbf or iat")));

    private FailedCheck() {}

    public static InvalidToken of(InvalidJwtException failure) {
        return CHECKS.stream()
                .filter(check -> failure.hasErrorCode(check.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MALFORMED);
    }

    /** Whether the token may be valid and signed with a key that replaced the one that was tried. */
    public static boolean mayBeOfANewKey(Refusal refusal) {
        return refusal.equals(SIGNATURE) || refusal.equals(KEY_DOES_NOT_FIT);
    }
}
