package dev.scopedgate.mcp.ask;

import dev.scopedgate.mcp.ask.Rounds.Answered;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.ToolCallException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The questions and answers of one request. Whatever its method does with the exception, a request with open questions is
 * answered with them (MCP 2026-07-28, InputRequiredResult). Module-internal.
 */
public final class Inputs {

    static final int MAX_ROUNDS = 10;
    static final int MAX_ANSWER_BYTES = 24_576;

    private static final String KEY = Inputs.class.getName();

    private final RequestState states;
    private final Call call;
    private final Optional<Map<?, ?>> capabilities;
    private final Rounds earlier;
    private final Map<String, Map<?, ?>> responses;
    private final Map<String, Answered> answered;
    private final Map<String, String> seen = new HashMap<>();
    private final OpenQuestions open = new OpenQuestions();
    private boolean failed;

    Inputs(
            RequestState states,
            Call call,
            Optional<Map<?, ?>> capabilities,
            Rounds earlier,
            Map<String, Map<?, ?>> responses) {
        this.states = states;
        this.call = call;
        this.capabilities = capabilities;
        this.earlier = earlier;
        this.responses = responses;
        answered = new LinkedHashMap<>(earlier.answered());
    }

    /** Empty for a method that may not ask. */
    public static Optional<Inputs> of(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }

    void place(RoutingContext context) {
        context.put(KEY, this);
    }

    /**
     * What is answered in place of the method's own response, if a question is open: an InputRequiredResult, or the error
     * that the client cannot be asked.
     */
    public synchronized Optional<JsonObject> instead(Object id) {
        if (!isAsked()) {
            return Optional.empty();
        }
        JsonObject response = new JsonObject().put("jsonrpc", "2.0").put("id", id);
        return Optional.of(
                open.canBeAsked()
                        ? response.put("result", result())
                        : response.put("error", open.missingCapabilities()));
    }

    synchronized boolean isAsked() {
        return !open.isEmpty() && !failed;
    }

    /** The InputRequiredResult. */
    JsonObject result() {
        return open.result(pending -> states.seal(call, new Rounds(earlier.count() + 1, pending, answered, ends())));
    }

    /** Answers that are kept end with the round in which they were asked for. */
    private long ends() {
        return answered.isEmpty() ? Rounds.NEVER : earlier.ends();
    }

    boolean has(Capability capability) {
        return capabilities.map(capability::isIn).orElse(false);
    }

    /** The answer; if there is none, the question is open. */
    synchronized <A> Optional<A> answer(Question<A> question) {
        if (capabilities.isEmpty()) {
            throw refusal("this call asks its caller, and this client cannot be asked: that needs MCP 2026-07-28");
        }
        String key = question.key();
        String digest = question.digest();
        if (!digest.equals(seen.computeIfAbsent(key, unseen -> digest))) {
            failed = true;
            throw new IllegalStateException("two questions of a call have the key '" + key + "'");
        }
        Optional<Map<String, Object>> kept = kept(question, key, digest);
        if (kept.isEmpty()) {
            open(key, question);
        }
        return kept.map(question::answer);
    }

    private Optional<Map<String, Object>> kept(Question<?> question, String key, String digest) {
        Answered before = answered.get(key);
        if (before != null && before.digest().equals(digest)) {
            return Optional.of(before.kept());
        }
        answered.remove(key);
        boolean counts =
                digest.equals(earlier.pending().get(key)) || question.options().unasked();
        Optional<Map<String, Object>> fitting =
                counts ? Optional.ofNullable(responses.get(key)).flatMap(question::fitting) : Optional.empty();
        fitting.ifPresent(response -> keep(key, new Answered(digest, response)));
        return fitting;
    }

    private void keep(String key, Answered answer) {
        answered.put(key, answer);
        if (Rounds.bytes(answered) > MAX_ANSWER_BYTES) {
            throw refusal("the answers to the questions of this call are longer than " + MAX_ANSWER_BYTES
                    + " bytes: send the call again and answer shorter");
        }
    }

    private void open(String key, Question<?> question) {
        if (earlier.count() >= MAX_ROUNDS) {
            throw refusal(
                    "this call has asked " + MAX_ROUNDS + " times without the answers that it needs: send it again"
                            + " without requestState and inputResponses");
        }
        if (open.isFull() && !open.contains(key)) {
            throw refusal("this call has more than " + OpenQuestions.MAX + " questions at once");
        }
        open.add(key, question, has(question.capability()));
    }

    /** An error result of a tool; a prompt and a resource have only errors of the protocol. */
    private RuntimeException refusal(String message) {
        failed = true;
        return Call.TOOL.equals(call.method())
                ? new ToolCallException(message)
                : new McpException(message, JsonRpcErrorCodes.INVALID_REQUEST);
    }
}
