package dev.scopedgate.mcp.ask;

import dev.scopedgate.mcp.ask.FormAnswer.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that the person fills in, declines or cancels. An answer that does not fit the fields is asked again (MCP
 * 2026-07-28, form mode elicitation).
 */
public final class Form extends Question<FormAnswer> {

    private static final String ACTION = "action";
    private static final String CONTENT = "content";

    private final String message;
    private final List<Field> fields;

    private Form(Options options, String message, List<Field> fields) {
        super(
                options,
                Capability.ELICITATION,
                "elicitation/create",
                Map.of("mode", "form", "message", message, "requestedSchema", schema(fields)));
        this.message = message;
        this.fields = fields;
    }

    /** A form with that message and these fields. Never ask for a password or another secret with a form. */
    public static Form of(String message, Field... fields) {
        return new Form(Options.NONE, message, List.of(fields));
    }

    /** The same under that key. */
    public Form key(String key) {
        return new Form(options().withKey(key), message, fields);
    }

    /**
     * The same with what the answer depends on beyond the message. It is not sent. If it has changed when the answer
     * comes, the person is asked again.
     */
    public Form about(Object... facts) {
        return new Form(options().withAbout(facts), message, fields);
    }

    /**
     * The same, and an answer counts also if the client sends it without having been asked, for example in its first
     * request. Risk: nothing shows that a person was asked. Never for a confirmation.
     */
    public Form acceptUnaskedAnswers() {
        return new Form(options().withUnasked(), message, fields);
    }

    private static Map<String, Object> schema(List<Field> fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Field field : fields) {
            if (properties.put(field.name(), field.schema()) != null) {
                throw new IllegalArgumentException("two fields have the name '" + field.name() + "'");
            }
            if (field.isRequired()) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    @Override
    Optional<Map<String, Object>> fitting(Map<?, ?> response) {
        Optional<Action> action = Action.of(response.get(ACTION));
        if (action.isEmpty()) {
            return Optional.empty();
        }
        if (action.get() != Action.ACCEPT) {
            return Optional.of(Map.of(ACTION, response.get(ACTION)));
        }
        Object given = response.get(CONTENT);
        if (given == null && fields.isEmpty()) {
            given = Map.of();
        }
        return given instanceof Map<?, ?> content
                ? filled(content).map(kept -> Map.of(ACTION, response.get(ACTION), CONTENT, kept))
                : Optional.empty();
    }

    /** The values of the fields, without what was not asked for. */
    private Optional<Map<String, Object>> filled(Map<?, ?> content) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = content.get(field.name());
            if (value == null && !field.isRequired() && !content.containsKey(field.name())) {
                continue;
            }
            if (!field.fits(value)) {
                return Optional.empty();
            }
            kept.put(field.name(), value);
        }
        return Optional.of(kept);
    }

    @Override
    FormAnswer answer(Map<String, Object> kept) {
        return new FormAnswer(
                Action.of(kept.get(ACTION)).orElseThrow(),
                kept.get(CONTENT) instanceof Map<?, ?> content ? content : Map.of());
    }
}
