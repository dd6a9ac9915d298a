package dev.scopedgate.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of one event, in order. No value can end a line, begin another field or hide its neighbours: control,
 * format and unpaired surrogate characters are replaced, and long values are cut.
 */
final class AuditFields {

    private static final int MAX_LENGTH = 300;
    private static final char REPLACEMENT = '\uFFFD';
    private static final String CUT = "…";

    /** Allowed in an unquoted value beside letters and digits. */
    private static final String BARE = "._:/@#+-";

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds the field unless the value is empty. */
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

    /** As {@code name=value}, quoted if necessary. */
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

    /** Without a regular expression, which cost as much as the rest of the line. */
    private static boolean isBare(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (!Character.isLetterOrDigit(c) && BARE.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The first characters of a value: one more than a field may have, which shows that it was cut. */
    static String bounded(String value) {
        return value.length() <= MAX_LENGTH + 1 ? value : value.substring(0, MAX_LENGTH + 1);
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
