package dev.scopednotes.notes;

import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;

/** The note store could not serve the call: a JSON-RPC error with the reason, the effect of the call, and advice. */
final class StoreUnavailable extends McpException {

    private static final long serialVersionUID = 1L;

    private final StoreProblem problem;

    /**
     * @param effect what the call has changed, as a sentence
     */
    StoreUnavailable(StoreProblem problem, String effect, Throwable cause) {
        super(
                "the note store %s; %s; %s".formatted(problem.predicate(), effect, problem.advice()),
                cause,
                JsonRpcErrorCodes.INTERNAL_ERROR);
        this.problem = problem;
    }

    StoreProblem problem() {
        return problem;
    }

    /** No stack trace: {@link Outage} logs one line per outage. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
