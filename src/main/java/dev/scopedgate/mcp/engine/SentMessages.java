package dev.scopedgate.mcp.engine;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * The messages of one call in its HTTP response: the answer as a JSON body, or all as an event stream if one precedes the
 * answer (MCP streamable HTTP, sending). Not thread-safe.
 */
final class SentMessages {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");

    private final HttpServerResponse response;
    private final LargeAnswers answers;
    private boolean streaming;

    SentMessages(HttpServerResponse response, LargeAnswers answers) {
        this.response = response;
        this.answers = answers;
    }

    Future<Void> write(JsonObject message, Buffer encoded, boolean isAnswer) {
        if (!streaming && isAnswer) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
            return answers.end(response, message, encoded);
        }
        if (!isAnswer && response.writeQueueFull()) {
            // dropped, because unread messages would accumulate in memory; the response is still sent
            return Future.succeededFuture();
        }
        if (!streaming) {
            streaming = true;
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    // otherwise nginx holds the messages back
                    .putHeader("X-Accel-Buffering", "no");
        }
        return answers.write(response, message, encoded);
    }

    /** The call has failed: a JSON body gets the status 500, and an event stream keeps the one it was sent with. */
    void failed() {
        if (!streaming) {
            response.setStatusCode(500);
        }
    }

    /** Ends an event stream. */
    void end() {
        if (streaming) {
            response.end();
        }
    }
}
