package dev.scopedgate.mcp.jsonrpc;

/**
 * The body is not an acceptable JSON-RPC message; carries the error code and message for the caller, and no stack
 * trace, because a caller's mistake must be cheap.
 */
public final class EnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Object id;

    /** @param id the id of the request if it could be read, else null */
    public EnvelopeException(int code, String message, Object id) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    int code() {
        return code;
    }

    Object id() {
        return id;
    }
}
