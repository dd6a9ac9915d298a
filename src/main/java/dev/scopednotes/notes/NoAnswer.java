package dev.scopednotes.notes;

/** The database has not answered in time; nothing was committed, and nothing of the call will be. */
final class NoAnswer extends Exception {

    private static final long serialVersionUID = 1L;

    NoAnswer() {
        super("no answer in time", null, false, false);
    }
}
