package dev.scopedgate.mcp.engine;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.oauth.Subject;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Charges a large response to the budget of callers until it is sent: unread, it stays in memory. */
record LargeAnswers(Budget callers, Subject subject) {

    private static final int LARGE = 16 * 1024;

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
                response,
                503,
                message.getValue("id"),
                JsonRpcErrorCodes.INTERNAL_ERROR,
                "The response is too large for the memory left for responses; ask for less, or try again."
                        + " The call was carried out",
                Optional.empty());
        return Future.succeededFuture();
    }
}
