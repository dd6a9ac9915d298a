package dev.scopedgate.mcp.ask;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One field of a {@link Form}: a text, a number, yes or no, or a choice (MCP 2026-07-28, PrimitiveSchemaDefinition). A
 * field must be filled in unless it is {@link #optional}.
 */
public final class Field {

    /** The formats of a text that MCP allows. */
    public enum Format {
        EMAIL("email", Pattern.compile("[^@\\s]+@[^@\\s]+").asMatchPredicate()),
        URI("uri", FieldValues::isUri),
        DATE("date", text -> FieldValues.parses(text, LocalDate::parse)),
        DATE_TIME("date-time", text -> FieldValues.parses(text, OffsetDateTime::parse));

        private final String word;
        private final Predicate<String> check;

        Format(String word, Predicate<String> check) {
            this.word = word;
            this.check = check;
        }
    }

    private final String name;
    private final boolean isRequired;
    private final Map<String, Object> schema;
    private final Predicate<Object> check;

    private Field(String name, boolean isRequired, Map<String, Object> schema, Predicate<Object> check) {
        this.name = name;
        this.isRequired = isRequired;
        this.schema = schema;
        this.check = check;
    }

    /** A text of any length. */
    public static Field text(String name) {
        return new Field(name, true, Map.of("type", "string"), String.class::isInstance);
    }

    /** A text of that many characters. */
    public static Field text(String name, int minLength, int maxLength) {
        return text(name)
                .with("minLength", minLength)
                .with("maxLength", maxLength)
                .checked(value -> FieldValues.isBetween(minLength, FieldValues.characters(value), maxLength));
    }

    /** A text in a format. */
    public static Field text(String name, Format format) {
        return text(name).with("format", format.word).checked(value -> format.check.test((String) value));
    }

    /** A number from {@code minimum} to {@code maximum}. */
    public static Field number(String name, double minimum, double maximum) {
        return number(name, "number", minimum, maximum);
    }

    /** A whole number from {@code minimum} to {@code maximum}. */
    public static Field integer(String name, long minimum, long maximum) {
        return number(name, "integer", minimum, maximum).checked(FieldValues::isWhole);
    }

    private static Field number(String name, String type, Number minimum, Number maximum) {
        return new Field(
                name,
                true,
                Map.of("type", type, "minimum", minimum, "maximum", maximum),
                value -> FieldValues.isNumber(value, minimum, maximum));
    }

    /** Yes or no. */
    public static Field yesNo(String name) {
        return new Field(name, true, Map.of("type", "boolean"), Boolean.class::isInstance);
    }

    /** One of these words. */
    public static Field choice(String name, String... words) {
        List<String> allowed = List.of(words);
        return text(name).with("enum", allowed).checked(allowed::contains);
    }

    /** So many of these words. */
    public static Field choices(String name, int minItems, int maxItems, String... words) {
        List<String> allowed = List.of(words);
        Map<String, Object> items = Map.of("type", "string", "enum", allowed);
        return new Field(
                name,
                true,
                Map.of("type", "array", "items", items, "minItems", minItems, "maxItems", maxItems),
                value -> value instanceof List<?> chosen
                        && FieldValues.isBetween(minItems, chosen.size(), maxItems)
                        && chosen.stream().allMatch(word -> word instanceof String && allowed.contains(word)));
    }

    /** The same, to be filled in or not. */
    public Field optional() {
        return new Field(name, false, schema, check);
    }

    /** The same under a title for people. */
    public Field titled(String title) {
        return with("title", title);
    }

    /** The same with a description for people. */
    public Field described(String description) {
        return with("description", description);
    }

    /** The same, filled in with that value at first: a text, a number, a boolean or a list of texts. */
    public Field prefilled(Object value) {
        if (!fits(value)) {
            throw new IllegalArgumentException("the default does not fit field '" + name + "'");
        }
        return with("default", value);
    }

    String name() {
        return name;
    }

    boolean isRequired() {
        return isRequired;
    }

    Map<String, Object> schema() {
        return schema;
    }

    boolean fits(Object value) {
        return check.test(value);
    }

    private Field with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(schema);
        more.put(keyword, value);
        return new Field(name, isRequired, more, check);
    }

    private Field checked(Predicate<Object> further) {
        return new Field(name, isRequired, schema, check.and(further));
    }
}
