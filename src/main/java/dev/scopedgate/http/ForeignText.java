package dev.scopedgate.http;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Makes what another server wrote fit for a line of the log: short, printable, and nothing that could pass for our words. */
public final class ForeignText {

    private static final int MAX_LENGTH = 100;

    private ForeignText() {}

    public static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]|['\"\\\\]", "?");
        return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "…" : printable;
    }

    /** Why that document is not JSON, as far as it can be said without quoting it. */
    public static String notJson(String document, JsonProcessingException failure) {
        if (document.stripLeading().startsWith("<")) {
            return ": it looks like HTML";
        }
        return failure.getLocation() == null
                ? ""
                : " at line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + " of " + document.length() + " characters";
    }

    /** What went wrong, in one line: the message, or the kind of failure where there is none. */
    public static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
