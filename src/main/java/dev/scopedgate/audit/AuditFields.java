package dev.scopedgate.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one event, in order. No value, whoever made it up, can end a line, begin another field or hide what stands
 * beside it: control, format and half characters are replaced, and what is overlong is cut.
 */
final class AuditFields {

    private static final int MAX_LENGTH = 300;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    /** What a bare value may hold beside letters and digits. */
    private static final String BARE = "._:/@#+-";

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds a field, unless its value is empty. */
    AuditFields put(String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, clean(value));
        }
        return this;
    }

    AuditFields put(String name, Optional<String> value) {
        return put(name, value.orElse(""));
    }

    Map<String, String> asMap() {
        return Collections.unmodifiableMap(fields);
    }

    /** As {@code name=value}, quoted where it must be. */
    String asText() {
        StringBuilder text = new StringBuilder(512);
        fields.forEach((name, value) -> {
            text.append(text.isEmpty() ? "" : " ").append(name).append('=');
            if (isBare(value)) {
                text.append(value);
            } else {
                text.append('"')
                        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        });
        return text.toString();
    }

    /** Without a pattern, which cost as much as all the rest of a line's text. */
    private static boolean isBare(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (!Character.isLetterOrDigit(c) && BARE.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** So much of a value as a field may hold, and one more, by which it is seen that it was cut. */
    static String bounded(String value) {
        return value.length() <= MAX_LENGTH + 1 ? value : value.substring(0, MAX_LENGTH + 1);
    }

    private static String clean(String value) {
        StringBuilder clean = new StringBuilder(Math.min(value.length(), MAX_LENGTH) + 1);
        // by offset and not by count: what is cut off costs nothing
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
        return switch (Character.getType(c)) {
            // format characters may turn the direction in which the rest of the line is shown
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
