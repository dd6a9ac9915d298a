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

    /**
     * The token is valid and bound to a key, and its DPoP proof failed a check (RFC 9449 §7.1).
     *
     * @param detail names the failed check, never a value from the proof
     */
    record InvalidProof(RefusalReason reason, String detail) implements Refusal {}

    /**
     * The proof is right but for its nonce: the client must send another one with this nonce (RFC 9449 §9).
     */
    record NonceRequired(String nonce) implements Refusal {
        @Override
        public RefusalReason reason() {
            return RefusalReason.NONCE;
        }
    }

    /** The token was presented in a way that RFC 6750 §2 forbids or that this server does not accept. */
    record InvalidRequest(String detail) implements Refusal {
        @Override
        public RefusalReason reason() {
            return RefusalReason.INVALID_REQUEST;
        }
    }

    /** The token was not verified ({@link RefusalReason#isUnjudged}); the client keeps it and may try again. */
    record Unjudged(RefusalReason reason, Duration retryAfter) implements Refusal {
        public Unjudged {
            if (!reason.isUnjudged()) {
                throw new IllegalArgumentException(reason + " is a verdict on a token");
            }
        }
    }
}
