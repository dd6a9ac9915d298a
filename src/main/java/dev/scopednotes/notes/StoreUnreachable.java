package dev.scopednotes.notes;

import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;

/** The database is away: a JSON-RPC error that an agent can act upon. */
final class StoreUnreachable extends McpException {

    private static final long serialVersionUID = 1L;

    // It may have stored a note whose acknowledgement did not reach us: hence the key, not "nothing was stored"
    private static final String MESSAGE =
            "the note store cannot be reached at the moment; no stored note is lost; try again shortly"
                    + " (add_note with the same idempotency_key stores the note once, however often it is tried)";

    StoreUnreachable(Throwable cause) {
        super(MESSAGE, cause, JsonRpcErrorCodes.INTERNAL_ERROR);
    }

    /** One line per outage is logged, and no stack trace tells more. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
