package dev.scopedgate.http.client;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Makes another server's text safe to log: short, printable, no quotes, so that it cannot imitate our own. */
public final class ForeignText {

    private static final int MAX_LENGTH = 100;

    private ForeignText() {}

    public static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]|['\"\\\\]", "?");
        return printable.length() > MAX_LENGTH ? printable.substring(0, MAX_LENGTH) + "…" : printable;
    }

    /** Where that document is not JSON, without quoting it. */
    public static String notJson(String document, JsonProcessingException failure) {
        if (document.stripLeading().startsWith("<")) {
            return ": it looks like HTML";
        }
        return failure.getLocation() == null
                ? ""
                : " at line " + failure.getLocation().getLineNr() + ", column "
                        + failure.getLocation().getColumnNr() + " of " + document.length() + " characters";
    }

    /** The failure's message on one line, or its class if it has none. */
    public static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
