package dev.scopedgate.mcp.jsonrpc;

/** A body that is no acceptable JSON-RPC message, with the code and the words for the caller; a caller's mistake costs no
 * stack trace. */
public final class EnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Object id;

    /** @param id the id of the request where it could be read, otherwise null */
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
