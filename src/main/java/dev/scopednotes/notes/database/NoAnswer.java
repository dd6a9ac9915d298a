package dev.scopednotes.notes.database;

/** The database did not answer in time; the call committed nothing and will commit nothing. */
public final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    public NoAnswer() {
        super("no answer in time", null, false, false);
    }
}
