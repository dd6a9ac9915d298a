package dev.scopedgate.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Sends at most one response to a request, and none to a client that has disconnected, so that a disconnect or
 * RST_STREAM during an asynchronous step is not an error (RFC 9113 §5.1).
 */
public final class Answer {

    private Answer() {}

    /** Whether nothing can be sent: the request has been answered or its client has disconnected. */
    public static boolean isOver(HttpServerResponse response) {
        return response.ended() || response.closed();
    }

    /** Sends an error as JSON and discards the rest of the request. */
    public static void error(RoutingContext context, int status, String error, String detail) {
        error(context.response(), status, error, detail);
        discardBody(context.request());
    }

    public static void error(HttpServerResponse response, int status, String error, String detail) {
        json(
                response,
                status,
                new JsonObject().put("error", error).put("detail", detail).toBuffer());
    }

    public static void json(HttpServerResponse response, int status, Buffer body) {
        if (!isOver(response)) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body);
        }
    }

    /** Discards the rest of the body, so that the connection can carry the next request. */
    public static void discardBody(HttpServerRequest request) {
        // HTTP/2 refuses to resume a request that has been read or reset
        if (!request.isEnded()) {
            request.resume();
        }
    }
}
