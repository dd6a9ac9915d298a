package dev.scopednotes.notes.arguments;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** The rule of one argument: its JSON Schema and its check, made from the same numbers. */
public sealed interface Rule {

    /** The rule as a JSON Schema (2020-12), without a description. */
    JsonObject schema();

    /** Whether the value, as received, is accepted; nothing is converted. */
    boolean accepts(Object value);

    /** Completes the sentence "The argument must be". */
    String requirement();

    /** What is wrong with a refused value; completes the same sentence. */
    default String problem(Object value) {
        return requirement();
    }

    /**
     * A string.
     *
     * @param max the greatest length in characters, that is code points: an emoji counts once
     * @param pattern what it must match, in the syntax that Java and ECMA-262 share
     */
    record Text(int max, Pattern pattern, String requirement) implements Rule {

        /** One line of text, such as an id. */
        static final Text LINE = new Text(
                255,
                "^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
                "a string of 1 to 255 characters without control characters");

        Text(int max, String pattern, String requirement) {
            this(max, Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS), requirement);
        }

        @Override
        public JsonObject schema() {
            return new JsonObject()
                    .put("type", "string")
                    .put("minLength", 1)
                    .put("maxLength", max)
                    .put("pattern", pattern.pattern());
        }

        @Override
        public boolean accepts(Object value) {
            return value instanceof String text
                    && (text.length() <= max || text.codePointCount(0, text.length()) <= max)
                    && !hasUnpairedSurrogate(text)
                    && pattern.matcher(text).matches();
        }

        @Override
        public String problem(Object value) {
            return value instanceof String text && hasUnpairedSurrogate(text)
                    ? "text without unpaired surrogates"
                    : requirement();
        }

        /** An unpaired surrogate cannot be encoded in UTF-8. */
        private static boolean hasUnpairedSurrogate(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isSurrogate(text.charAt(i)) && Character.charCount(text.codePointAt(i++)) == 1) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A whole number from min to max; 5.0 is one (JSON Schema validation, 6.1.1), "5" is not.
     *
     * @param absent the value when the argument is not given
     */
    record WholeNumber(int min, int max, int absent) implements Rule {

        @Override
        public JsonObject schema() {
            return new JsonObject()
                    .put("type", "integer")
                    .put("minimum", min)
                    .put("maximum", max)
                    .put("default", absent);
        }

        @Override
        public boolean accepts(Object value) {
            if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                return false;
            }
            // compared by double first: a number of a billion digits must not be expanded
            double size = number.doubleValue();
            return size >= min && size <= max && isWhole(new BigDecimal(number.toString()));
        }

        @Override
        public String requirement() {
            return "a whole number from %d to %d".formatted(min, max);
        }

        private static boolean isWhole(BigDecimal number) {
            return number.stripTrailingZeros().scale() <= 0;
        }
    }
}
