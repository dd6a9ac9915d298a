package dev.scopedgate.mcp.ask;

import java.math.BigDecimal;
import java.net.URI;
import java.time.format.DateTimeParseException;
import java.util.function.Consumer;

/** Checks whether a value from a client keeps the limits and formats of a {@link Field}. */
final class FieldValues {

    private FieldValues() {}

    static boolean isBetween(long min, long value, long max) {
        return min <= value && value <= max;
    }

    static long characters(Object text) {
        return ((String) text).codePoints().count();
    }

    static boolean isNumber(Object value, Number minimum, Number maximum) {
        return value instanceof Number number
                && Double.isFinite(number.doubleValue())
                && decimal(value).compareTo(decimal(minimum)) >= 0
                && decimal(value).compareTo(decimal(maximum)) <= 0;
    }

    /** Of a number: 2.0 is whole too, as in JSON Schema. */
    static boolean isWhole(Object number) {
        return decimal(number).stripTrailingZeros().scale() <= 0;
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }

    static boolean isUri(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException notAUri) {
            return false;
        }
    }

    static boolean parses(String text, Consumer<String> parser) {
        try {
            parser.accept(text);
            return true;
        } catch (DateTimeParseException otherwise) {
            return false;
        }
    }
}
