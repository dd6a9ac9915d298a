package dev.scopedgate.mcp.ask;

import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The questions of a request that have no answer, and what is answered instead of the method (MCP 2026-07-28). */
final class OpenQuestions {

    static final int MAX = 16;

    /** MissingRequiredClientCapabilityError; its HTTP status is 400. */
    private static final int MISSING_CAPABILITY = -32021;

    private final Map<String, Question<?>> byKey = new LinkedHashMap<>();
    private final Set<Capability> missing = EnumSet.noneOf(Capability.class);

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    boolean isFull() {
        return byKey.size() == MAX;
    }

    boolean contains(String key) {
        return byKey.containsKey(key);
    }

    void add(String key, Question<?> question, boolean canBeAsked) {
        byKey.put(key, question);
        if (!canBeAsked) {
            missing.add(question.capability());
        }
    }

    /** Whether the client has the capability that each question needs. */
    boolean canBeAsked() {
        return missing.isEmpty();
    }

    /**
     * The InputRequiredResult.
     *
     * @param state makes the requestState from the digest of each question
     */
    JsonObject result(Function<Map<String, String>, String> state) {
        JsonObject requests = new JsonObject();
        Map<String, String> pending = new LinkedHashMap<>();
        byKey.forEach((key, question) -> {
            requests.put(
                    key,
                    new JsonObject().put("method", question.method()).put("params", new JsonObject(question.params())));
            pending.put(key, question.digest());
        });
        return new JsonObject()
                .put("resultType", "input_required")
                .put("inputRequests", requests)
                .put("requestState", state.apply(pending));
    }

    /** The MissingRequiredClientCapabilityError. */
    JsonObject missingCapabilities() {
        JsonObject required = new JsonObject();
        missing.forEach(capability -> required.put(capability.member(), new JsonObject()));
        return new JsonObject()
                .put("code", MISSING_CAPABILITY)
                .put(
                        "message",
                        "this call asks its client, which must declare these capabilities: "
                                + String.join(", ", required.fieldNames()))
                .put("data", new JsonObject().put("requiredCapabilities", required));
    }
}
