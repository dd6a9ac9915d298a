package dev.scopedgate.mcp.ask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message of the client's model, as text. Deprecated in MCP 2026-07-28, as are {@link Roots} (MCP 2026-07-28,
 * CreateMessageRequest).
 */
public final class Sampling extends Question<Sampling.Answer> {

    private static final String TEXT = "text";
    private static final String CONTENT = "content";
    private static final String MODEL = "model";

    private final Map<String, Object> request;

    /**
     * What the model wrote.
     *
     * @param model its name, as the client says
     */
    public record Answer(String text, String model) {}

    private Sampling(Options options, Map<String, Object> request) {
        super(options, Capability.SAMPLING, "sampling/createMessage", request);
        this.request = request;
    }

    /** Asks for an answer of at most that many tokens to one message of the user. */
    public static Sampling of(String prompt, int maxTokens) {
        Map<String, Object> message = Map.of("role", "user", CONTENT, Map.of("type", TEXT, TEXT, prompt));
        return new Sampling(Options.NONE, Map.of("messages", List.of(message), "maxTokens", maxTokens));
    }

    /** The same with a system prompt. */
    public Sampling system(String prompt) {
        Map<String, Object> more = new LinkedHashMap<>(request);
        more.put("systemPrompt", prompt);
        return new Sampling(options(), more);
    }

    /** The same under that key. */
    public Sampling key(String key) {
        return new Sampling(options().withKey(key), request);
    }

    @Override
    Optional<Map<String, Object>> fitting(Map<?, ?> response) {
        Object content = response.get(CONTENT);
        List<?> blocks = content instanceof List<?> several ? several : content == null ? List.of() : List.of(content);
        StringBuilder text = new StringBuilder();
        boolean hasText = false;
        for (Object block : blocks) {
            if (block instanceof Map<?, ?> members
                    && TEXT.equals(members.get("type"))
                    && members.get(TEXT) instanceof String part) {
                text.append(part);
                hasText = true;
            }
        }
        return hasText && response.get(MODEL) instanceof String model
                ? Optional.of(Map.of(TEXT, text.toString(), MODEL, model))
                : Optional.empty();
    }

    @Override
    Answer answer(Map<String, Object> kept) {
        return new Answer((String) kept.get(TEXT), (String) kept.get(MODEL));
    }
}
