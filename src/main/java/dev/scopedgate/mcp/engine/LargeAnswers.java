package dev.scopedgate.mcp.engine;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.oauth.Subject;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Takes a large answer from the budget of callers until it has left; a client that does not read it holds it in memory. */
record LargeAnswers(Budget callers, Subject subject) {

    private static final int LARGE = 16 * 1024;

    /** Ends the response with that message, or with 503 where there is no room for it. */
    Future<Void> end(HttpServerResponse response, JsonObject message, Buffer encoded) {
        if (encoded.length() <= LARGE) {
            return response.end(encoded);
        }
        Optional<Lease> lease = callers.lease(subject, encoded.length());
        if (lease.isPresent()) {
            return response.end(encoded).onComplete(done -> lease.get().end());
        }
        JsonObject error = new JsonObject()
                .put("code", JsonRpcErrorCodes.INTERNAL_ERROR)
                .put(
                        "message",
                        "The answer is too large for the memory that is left for answers; ask for less, or try again."
                                + " What the call did is done");
        return response.setStatusCode(503)
                .putHeader(HttpHeaders.RETRY_AFTER, "1")
                .end(new JsonObject()
                        .put("jsonrpc", "2.0")
                        .put("id", message.getValue("id"))
                        .put("error", error)
                        .toBuffer());
    }
}
