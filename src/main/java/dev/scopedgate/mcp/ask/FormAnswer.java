package dev.scopedgate.mcp.ask;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the person did with a {@link Form} (MCP 2026-07-28, ElicitResult).
 *
 * @param action what the person did
 * @param content the values of the fields that were filled in, which fit the form; empty unless accepted
 */
public record FormAnswer(Action action, Map<?, ?> content) {

    /** What a person can do with a form. */
    public enum Action {
        ACCEPT,
        DECLINE,
        CANCEL;

        static Optional<Action> of(Object word) {
            return switch (word instanceof String text ? text : "") {
                case "accept" -> Optional.of(ACCEPT);
                case "decline" -> Optional.of(DECLINE);
                case "cancel" -> Optional.of(CANCEL);
                default -> Optional.empty();
            };
        }
    }

    /** Whether the form was filled in and sent. */
    public boolean isAccepted() {
        return action == Action.ACCEPT;
    }

    /** The value of a text or a choice. */
    public Optional<String> text(String field) {
        return Optional.ofNullable((String) content.get(field));
    }

    /** The value of a number. */
    public Optional<Number> number(String field) {
        return Optional.ofNullable((Number) content.get(field));
    }

    /** Whether a yes-or-no field was answered with yes. */
    public boolean isYes(String field) {
        return Boolean.TRUE.equals(content.get(field));
    }

    /** The chosen words. */
    public List<String> choices(String field) {
        return content.get(field) instanceof List<?> words
                ? words.stream().map(String.class::cast).toList()
                : List.of();
    }
}
