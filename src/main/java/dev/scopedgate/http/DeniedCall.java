package dev.scopedgate.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The denial of what a request runs, kept in the request: it is the answer, whatever the method of the application makes of
 * it, and also when the head of the answer is already sent.
 *
 * @param data of the JSON-RPC error
 */
public record DeniedCall(String message, Object data) {

    private static final String KEY = DeniedCall.class.getName();

    /** Keeps this one, unless there is one. */
    public void keep(RoutingContext request) {
        if (request.get(KEY) == null) {
            request.put(KEY, this);
        }
    }

    public static Optional<DeniedCall> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }
}
