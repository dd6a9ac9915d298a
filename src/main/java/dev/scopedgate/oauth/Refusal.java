package dev.scopedgate.oauth;

import java.time.Duration;

/** Why a request is refused before its body is read (RFC 6750 §3.1). */
public sealed interface Refusal {

    /** The label under which metrics and the audit log count this refusal. */
    RefusalReason reason();

    /** No token was presented. */
    record Unauthenticated() implements Refusal {
        @Override
        public RefusalReason reason() {
            return RefusalReason.TOKEN_MISSING;
        }
    }

    /**
     * The token failed a check.
     *
     * @param detail names the failed check, never a value from the token
     */
    record InvalidToken(RefusalReason reason, String detail) implements Refusal {}

    /** The token was presented in a way that RFC 6750 §2 forbids or that this server does not accept. */
    record InvalidRequest(String detail) implements Refusal {
        @Override
        public RefusalReason reason() {
            return RefusalReason.INVALID_REQUEST;
        }
    }

    /** The token was not verified because the issuer's keys are unavailable; the client keeps it. */
    record KeysUnavailable(Duration retryAfter) implements Refusal {
        @Override
        public RefusalReason reason() {
            return RefusalReason.KEYS_UNAVAILABLE;
        }
    }

    /** The token was not verified because too many others wait for their issuers; the client keeps it. */
    record TooManyWaiting(Duration retryAfter) implements Refusal {
        @Override
        public RefusalReason reason() {
            return RefusalReason.TOO_MANY_WAITING;
        }
    }

    /**
     * The token was not verified because introspection failed (RFC 7662); the client keeps it.
     *
     * @param denied true if the issuer rejects the credentials of this server, false if it gives no usable answer
     */
    record IntrospectionUnavailable(Duration retryAfter, boolean denied) implements Refusal {
        @Override
        public RefusalReason reason() {
            return denied ? RefusalReason.INTROSPECTION_DENIED : RefusalReason.INTROSPECTION_UNAVAILABLE;
        }
    }
}
