package dev.scopednotes.bench;

import java.util.Locale;
import java.util.function.Predicate;

/** What a comparison should reach, in words and as a check; none for a row that only informs. */
record Target(String text, Predicate<Comparison> check) {

    static final Target NONE = new Target("", null);

    static Target atMost(double ratio) {
        return new Target("at most " + shown(ratio), row -> row.ratio() <= ratio);
    }

    static Target below(double ratio) {
        return new Target("below " + shown(ratio), row -> row.ratio() < ratio);
    }

    /** Of the value itself, whatever it is compared with. */
    static Target atMost(double value, Comparison.Unit unit) {
        return new Target("at most " + unit.shown(value), row -> Comparison.median(row.values()) <= value);
    }

    /** The last cell of a row. */
    String verdict(Comparison row) {
        if (check == null) {
            return "no target";
        }
        return check.test(row) ? "met" : "missed";
    }

    private static String shown(double ratio) {
        return ratio == Math.rint(ratio)
                ? String.format(Locale.ROOT, "%.0f", ratio)
                : String.format(Locale.ROOT, "%.2f", ratio);
    }
}
