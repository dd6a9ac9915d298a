package dev.scopednotes.oauth;

/** Carries a {@link Refusal} from the check that failed to the answer; it holds nothing of the token. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** A refusal is an answer, not a fault: strangers cause it at will, so it costs no stack trace. */
    RefusedException(Refusal refusal) {
        super("the bearer token was refused", null, false, false);
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
