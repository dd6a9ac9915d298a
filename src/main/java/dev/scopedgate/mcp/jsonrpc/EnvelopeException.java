package dev.scopedgate.mcp.jsonrpc;

import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import java.util.Optional;

/**
 * The body is not an acceptable JSON-RPC message; carries the error code and message for the caller, and no stack
 * trace, because a caller's mistake must be cheap.
 */
public class EnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final transient Object id;
    private final transient Optional<Object> data;

    /**
     * Answered with 400 for an invalid message, and with 200 for an unknown method, because the message itself is valid.
     *
     * @param id the id of the request if it could be read, else null
     */
    public EnvelopeException(int code, String message, Object id) {
        this(code == JsonRpcErrorCodes.METHOD_NOT_FOUND ? 200 : 400, code, message, id, Optional.empty());
    }

    /**
     * @param status the HTTP status
     * @param data the {@code data} of the error
     */
    public EnvelopeException(int status, int code, String message, Object id, Optional<Object> data) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.id = id;
        this.data = data;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    Object id() {
        return id;
    }

    Optional<Object> data() {
        return data;
    }
}
