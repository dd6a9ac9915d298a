package dev.scopednotes.settings;

import java.util.Locale;

/**
 * One row of the table.
 *
 * @param feature the package that reads it
 * @param property its name, with {@code <name>} where the operator chooses
 * @param values what it may be
 * @param preset what holds when it is not set: a value, nothing, or that it is required
 */
record Setting(String feature, String property, String values, String preset, String meaning) {

    static final String REQUIRED = "required";

    /** Its environment variable (MicroProfile Config, environment variables mapping rules). */
    String variable() {
        return variable(property);
    }

    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
    }

    boolean isRequired() {
        return REQUIRED.equals(preset);
    }

    String toMarkdown() {
        return "| `%s`<br>`%s` | %s | %s | %s |\n".formatted(property, variable(), values, preset, meaning);
    }
}
