package dev.scopedgate.oauth;

import dev.scopedgate.oauth.Refusal.InvalidToken;

/** Carries a {@link Refusal} from the failed check to the response; it contains nothing from the token. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** Without a stack trace: anyone can cause refusals, so each must be cheap. */
    public RefusedException(Refusal refusal) {
        super("the bearer token was refused", null, false, false);
        this.refusal = refusal;
    }

    public static RefusedException invalidToken(RefusalReason reason, String detail) {
        return new RefusedException(new InvalidToken(reason, detail));
    }

    public Refusal refusal() {
        return refusal;
    }
}
