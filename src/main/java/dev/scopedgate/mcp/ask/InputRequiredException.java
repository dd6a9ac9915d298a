package dev.scopedgate.mcp.ask;

import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;

/**
 * Ends a call whose questions have no answer yet; the client gets the questions and repeats the call with the answers
 * (MCP 2026-07-28, InputRequiredResult). Let it pass: whatever the method returns once it was thrown is not sent.
 */
public final class InputRequiredException extends McpException {

    private static final long serialVersionUID = 1L;

    InputRequiredException() {
        super("the client must answer questions first", JsonRpcErrorCodes.INTERNAL_ERROR);
    }

    /** None: it is no fault. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
