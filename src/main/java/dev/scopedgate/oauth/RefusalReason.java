package dev.scopedgate.oauth;

import java.util.Locale;

/** Why requests are refused, as metrics and the audit log count them; every {@link Refusal} has exactly one. */
public enum RefusalReason {
    TOKEN_MISSING,
    INVALID_REQUEST,
    SIGNATURE,
    ISSUER,
    AUDIENCE,
    EXPIRED,
    LIFETIME,
    KEY,
    ALGORITHM,
    TYPE,
    INACTIVE,
    UNSUPPORTED,
    MALFORMED,
    CLAIM,
    /** Bound to a key, and presented without a proof of it. */
    BOUND,
    /** Bound to no key, where a proof is sent or required. */
    UNBOUND,
    /** Bound to a client certificate that was not shown. */
    CERTIFICATE,
    /** The DPoP proof failed a check. */
    PROOF,
    /** The DPoP proof is of another key than the token. */
    PROOF_KEY,
    /** The DPoP proof was used before. */
    REPLAY,
    /** The DPoP proof lacks a nonce of this server. */
    NONCE,
    KEYS_UNAVAILABLE,
    TOO_MANY_WAITING,
    INTROSPECTION_UNAVAILABLE,
    INTROSPECTION_DENIED,
    TOO_MANY_PROOFS,
    NOT_JUDGED;

    /** The value of metric labels and audit fields. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the token was not verified at all, so that the client may present it again. */
    public boolean isUnjudged() {
        return this == KEYS_UNAVAILABLE
                || this == TOO_MANY_WAITING
                || this == INTROSPECTION_UNAVAILABLE
                || this == INTROSPECTION_DENIED
                || this == TOO_MANY_PROOFS
                || this == NOT_JUDGED;
    }
}
