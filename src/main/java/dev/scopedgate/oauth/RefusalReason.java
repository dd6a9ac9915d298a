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
    KEYS_UNAVAILABLE,
    TOO_MANY_WAITING,
    INTROSPECTION_UNAVAILABLE,
    INTROSPECTION_DENIED,
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
                || this == NOT_JUDGED;
    }
}
