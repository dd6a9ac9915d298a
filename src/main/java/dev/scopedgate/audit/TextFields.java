package dev.scopedgate.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of one event for a format that is not known to {@link AuditFormatter}: as text, and as a map. */
final class TextFields implements AuditFields {

    /** Allowed in an unquoted value beside letters and digits. */
    private static final String BARE = "._:/@#+-";

    private final Map<String, String> fields = new LinkedHashMap<>();

    @Override
    public AuditFields put(String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, ShownText.of(value));
        }
        return this;
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
                ShownText.quote(value, text);
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
}
