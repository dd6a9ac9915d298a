package dev.scopednotes.transport;

import com.fasterxml.jackson.databind.JsonNode;

/** A body that is no acceptable JSON-RPC message, with the code and the words for the caller; a caller's mistake costs no
 * stack trace. */
final class EnvelopeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient JsonNode id;

    /** @param id the id of the request where it could be read, otherwise null */
    EnvelopeException(int code, String message, JsonNode id) {
        super(message, null, false, false);
        this.code = code;
        this.id = id;
    }

    int code() {
        return code;
    }

    JsonNode id() {
        return id;
    }
}
