package dev.scopedgate.mcp.ask;

import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Singleton;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the client of the running call. A method that asks is run again from the start for each round of answers: a
 * question with an answer returns it, one without ends the run with {@link InputRequiredException}. Ask before you change
 * anything. Questions with several {@code ask…} calls are sent one after the other, those of {@link #all} at once (MCP
 * 2026-07-28, multi round-trip requests).
 *
 * <p>An answer counts only for exactly the question that this server asked in the same call: same principal, client,
 * tool, arguments and question, within {@code scoped-gate.state-max-age}. Until then it counts for each repetition of the
 * call: nothing is kept on the server. Say with {@code about} what the answer is about, so that it no longer counts once
 * that has changed.
 */
@Singleton
public final class Ask {

    private static final String CONFIRM = "confirm";

    private final CurrentVertxRequest request;

    Ask(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Whether a person can be asked with a form. */
    public boolean isPossible() {
        return isPossible(Capability.ELICITATION);
    }

    /** Whether the client of this call can be asked for that. */
    public boolean isPossible(Capability capability) {
        return inputs().map(inputs -> inputs.has(capability)).orElse(false);
    }

    /** Whether the person says yes. Declined and cancelled mean no. */
    public boolean confirm(String message) {
        return confirmed(confirmation(message));
    }

    /**
     * The same for what these facts describe, for example the rows that will be deleted. They are not sent. If they have
     * changed when the answer comes, the person is asked again.
     */
    public boolean confirm(String message, Object... about) {
        return confirmed(confirmation(message).about(about));
    }

    /** The person's answer to a form. */
    public FormAnswer elicit(Form form) {
        return answer(form);
    }

    /** What the client's model writes. */
    public Sampling.Answer sample(Sampling sampling) {
        return answer(sampling);
    }

    /** The roots of the client's file system. */
    public List<Roots.Root> roots() {
        return answer(Roots.list());
    }

    /** The answers to several questions, which the client gets at once. */
    public Answers all(Question<?>... questions) {
        Inputs inputs = required();
        Map<Question<?>, Object> answers = new IdentityHashMap<>();
        for (Question<?> question : questions) {
            inputs.answer(question).ifPresent(answer -> answers.put(question, answer));
        }
        if (!answers.keySet().containsAll(List.of(questions))) {
            throw new InputRequiredException();
        }
        return new Answers(answers);
    }

    private static Form confirmation(String message) {
        return Form.of(message, Field.yesNo(CONFIRM).titled("Yes"));
    }

    private boolean confirmed(Form confirmation) {
        FormAnswer answer = answer(confirmation);
        return answer.isAccepted() && answer.isYes(CONFIRM);
    }

    private <A> A answer(Question<A> question) {
        return required().answer(question).orElseThrow(InputRequiredException::new);
    }

    private Inputs required() {
        return inputs().orElseThrow(() ->
                new ToolCallException("this call asks its caller, which only a tool, a prompt and a resource can do"));
    }

    /** Fails outside of a request: "not possible" would let a method go on that must ask. */
    private Optional<Inputs> inputs() {
        RoutingContext context;
        try {
            context = request.getCurrent();
        } catch (ContextNotActiveException e) {
            context = null;
        }
        if (context == null) {
            throw new IllegalStateException("Ask is used outside of a call");
        }
        return Inputs.of(context);
    }
}
