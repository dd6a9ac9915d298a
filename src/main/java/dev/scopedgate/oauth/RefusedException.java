package dev.scopedgate.oauth;

/** Carries a {@link Refusal} from the check that failed to the answer; it holds nothing of the token. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** A refusal is an answer, not a fault: strangers cause it at will, so it costs no stack trace. */
    public RefusedException(Refusal refusal) {
        super("the bearer token was refused", null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
