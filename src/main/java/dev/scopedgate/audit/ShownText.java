package dev.scopedgate.audit;

/**
 * A value as the log shows it. No value can end a line, begin another field or hide its neighbours: control, format and
 * unpaired surrogate characters are replaced, and long values are cut.
 */
final class ShownText {

    private static final int MAX_LENGTH = 300;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    /** A syslog handler normalizes the whole line (NFKC), which makes quotes and backslashes of these. */
    private static final String LIKE_SYNTAX = "\uFF02\uFF3C\uFE68";

    private ShownText() {}

    /** The first characters of a value: one more than a field may have, which shows that it was cut. */
    static String bounded(String value) {
        return value.length() <= MAX_LENGTH + 1 ? value : value.substring(0, MAX_LENGTH + 1);
    }

    static String of(String value) {
        return isPlain(value) ? value : clean(value);
    }

    /** Whether it is short and has only characters that neither JSON nor quoted text escapes. */
    static boolean isPlain(String value) {
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** In double quotes; as JSON, too. */
    static void quote(String shown, StringBuilder to) {
        to.append('"')
                .append(isPlain(shown) ? shown : shown.replace("\\", "\\\\").replace("\"", "\\\""))
                .append('"');
    }

    private static String clean(String value) {
        StringBuilder clean = new StringBuilder(Math.min(value.length(), MAX_LENGTH) + 1);
        // by offset and not by count, so that cut text costs nothing
        for (int at = 0; at < value.length() && at < MAX_LENGTH; ) {
            int c = value.codePointAt(at);
            if (isHarmless(c)) {
                clean.appendCodePoint(c);
            } else {
                clean.append(REPLACEMENT);
            }
            at += Character.charCount(c);
        }
        return value.length() > MAX_LENGTH ? clean + CUT : clean.toString();
    }

    private static boolean isHarmless(int c) {
        if (LIKE_SYNTAX.indexOf(c) >= 0) {
            return false;
        }
        return switch (Character.getType(c)) {
            // format characters may reverse the direction of the rest of the line
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
