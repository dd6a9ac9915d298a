package dev.scopedgate.mcp.engine;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.oauth.Subject;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Charges a large response to the budget of callers until it is sent: unread, it stays in memory. */
record LargeAnswers(Budget callers, Subject subject) {

    private static final int LARGE = 16 * 1024;
    private static final Buffer EVENT = Buffer.buffer("event: message\ndata: ");
    private static final String TOO_LARGE =
            "The response is too large for the memory left for responses; ask for less, or"
                    + " try again. The call was carried out";

    /** Sends the message, or 503 if the budget has no room for it. */
    Future<Void> end(HttpServerResponse response, JsonObject message, Buffer encoded) {
        if (encoded.length() <= LARGE) {
            return response.end(encoded);
        }
        Optional<Lease> lease = callers.lease(subject, encoded.length());
        if (lease.isPresent()) {
            return response.end(encoded).onComplete(done -> lease.get().end());
        }
        response.putHeader(HttpHeaders.RETRY_AFTER, "1");
        JsonRpcResponse.error(
                response, 503, message.getValue("id"), JsonRpcErrorCodes.INTERNAL_ERROR, TOO_LARGE, Optional.empty());
        return Future.succeededFuture();
    }

    /** Sends the message as an event of a stream; without room, an error in place of a response, and no notification. */
    Future<Void> write(HttpServerResponse response, JsonObject message, Buffer encoded) {
        if (encoded.length() <= LARGE) {
            return response.write(event(encoded));
        }
        Optional<Lease> lease = callers.lease(subject, encoded.length());
        if (lease.isPresent()) {
            return response.write(event(encoded)).onComplete(done -> lease.get().end());
        }
        return Messages.isResponse(message)
                ? response.write(
                        event(Messages.newError(message.getValue("id"), JsonRpcErrorCodes.INTERNAL_ERROR, TOO_LARGE)
                                .toBuffer()))
                : Future.succeededFuture();
    }

    private static Buffer event(Buffer encoded) {
        return EVENT.copy().appendBuffer(encoded).appendString("\n\n");
    }
}
