package dev.scopednotes.notes;

/** The commit was sent and its answer has not arrived: the database has carried it out, or has not. */
final class UnknownOutcome extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownOutcome(Throwable cause) {
        super("no answer to the commit", cause, false, false);
    }
}
