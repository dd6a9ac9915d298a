package dev.scopednotes.notes.database;

/** The commit was sent and not answered: the database may or may not have committed. */
public final class UnknownOutcome extends Exception {

    private static final long serialVersionUID = 1L;

    public UnknownOutcome(Throwable cause) {
        super("no answer to the commit", cause, false, false);
    }
}
