package dev.scopednotes.notes;

import java.util.Locale;
import java.util.stream.Stream;

/** The arguments of the note tools: one name means the same in each of them. */
enum Argument {
    USER_ID(
            true,
            new Rule.Text(
                    255,
                    "^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
                    "a string of 1 to 255 characters without control characters")),
    // Tabs and line breaks are welcome; NUL is refused by PostgreSQL; a note of whitespace alone says nothing. The
    // pattern has one way to match, so that a long note is judged in linear time.
    NOTE(
            true,
            new Rule.Text(
                    10_000,
                    "^\\s*[^\\s\\u0000][^\\u0000]*$",
                    "a string of 1 to 10000 characters, not only whitespace, without the NUL character")),
    IDEMPOTENCY_KEY(
            false,
            new Rule.Text(
                    255,
                    "^[^\\u0000-\\u001f\\u007f-\\u009f]+$",
                    "a string of 1 to 255 characters without control characters")),
    LIMIT(false, new Rule.WholeNumber(1, 1000, 50)),
    CURSOR(false, new Rule.Text(100, "^[A-Za-z0-9_-]+$", "the next_cursor of an earlier answer, unchanged"));

    private final boolean required;
    private final Rule rule;

    Argument(boolean required, Rule rule) {
        this.required = required;
        this.rule = rule;
    }

    Rule rule() {
        return rule;
    }

    /** Whether each tool that takes it must be given it. */
    boolean isRequired() {
        return required;
    }

    /** As on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An argument of a tool that is none of these is a mistake of ours, which shows when the tools are listed or called. */
    static Argument named(String name) {
        return Stream.of(values())
                .filter(a -> a.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule for the argument " + name));
    }
}
