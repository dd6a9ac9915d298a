package dev.scopednotes.notes.arguments;

import java.util.Locale;
import java.util.stream.Stream;

/** The arguments of the note tools; an argument's name has the same rule in every tool. */
public enum Argument {
    USER_ID(true, Rule.Text.LINE),
    // Tabs and line breaks are accepted, NUL is not (PostgreSQL refuses it), nor is whitespace alone. The pattern can
    // match in only one way, so that a long note is checked in linear time.
    NOTE(
            true,
            new Rule.Text(
                    10_000,
                    "^\\s*[^\\s\\u0000][^\\u0000]*$",
                    "a string of 1 to 10000 characters, not only whitespace, without the NUL character")),
    IDEMPOTENCY_KEY(false, Rule.Text.LINE),
    LIMIT(false, new Rule.WholeNumber(1, 1000, 50)),
    CURSOR(false, new Rule.Text(100, "^[A-Za-z0-9_-]+$", "the next_cursor of an earlier answer, unchanged"));

    private final String shown = name().toLowerCase(Locale.ROOT);
    private final boolean required;
    private final Rule rule;

    Argument(boolean required, Rule rule) {
        this.required = required;
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }

    /** Whether every tool that has this argument requires it. */
    boolean isRequired() {
        return required;
    }

    /** The name in a message. */
    @Override
    public String toString() {
        return shown;
    }

    /** Throws for a tool's argument without a rule: a fault in this code, found when tools are listed or called. */
    public static Argument named(String name) {
        return Stream.of(values())
                .filter(a -> a.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no rule for the argument " + name));
    }
}
