package dev.scopednotes.notes;

/** The database did not answer in time; the call committed nothing and will commit nothing. */
final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    NoAnswer() {
        super("no answer in time", null, false, false);
    }
}
