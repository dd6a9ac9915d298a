package dev.scopednotes.transport;

import dev.scopednotes.oauth.Answer;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads a body up to its limit and no byte further, within a stated time, and no more of all bodies together than a stated
 * sum: half a body that never ends must not cost more than that.
 */
@Singleton
class RequestBody {

    private static final String EXPECT_CONTINUE = "100-continue";
    private static final Buffer NOTHING = Buffer.buffer(0);

    private final Vertx vertx;
    private final PerimeterConfig config;
    private final AtomicLong bytesInFlight = new AtomicLong();

    RequestBody(Vertx vertx, PerimeterConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** What has arrived of one body, and can be let go. */
    private static final class Received {
        private Buffer bytes = NOTHING;
    }

    /** Hands over the body once it is whole. */
    void read(RoutingContext context, Consumer<Buffer> then) {
        HttpServerRequest request = context.request();
        if (Answer.isOver(context.response())) {
            return;
        }
        if (declaredLength(request) > config.maxBodyBytes()) {
            tooLarge(context);
            return;
        }
        if (EXPECT_CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        Received received = new Received();
        Deadline deadline = new Deadline(
                vertx,
                config.maxBodyTime().read(),
                () -> refuse(
                        context,
                        408,
                        "The body did not arrive within "
                                + config.maxBodyTime().read().toSeconds() + " s"));
        // also when the client goes away in the middle
        context.addEndHandler(ended -> {
            deadline.cancel();
            bytesInFlight.addAndGet(-received.bytes.length());
            // the connection of a refused request lives on for a while, and with it this
            received.bytes = NOTHING;
        });
        request.handler(chunk -> append(context, received, chunk))
                .endHandler(end -> {
                    deadline.cancel();
                    if (!Answer.isOver(context.response())) {
                        then.accept(received.bytes);
                    }
                })
                .resume();
        // after what has already arrived, which is all of it as a rule: a timer costs more than the reading
        vertx.runOnContext(ignored -> deadline.start());
    }

    private void append(RoutingContext context, Received received, Buffer chunk) {
        if (Answer.isOver(context.response())) {
            return;
        }
        if (received.bytes.length() + chunk.length() > config.maxBodyBytes()) {
            tooLarge(context);
        } else if (bytesInFlight.get() + chunk.length() > config.maxBodyBytesInFlight()) {
            context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(context, 503, "Too many bodies are on their way; nothing was done, try again");
        } else {
            bytesInFlight.addAndGet(chunk.length());
            // as a rule there is one, which need not be copied
            received.bytes = received.bytes.length() == 0 ? chunk : received.bytes.appendBuffer(chunk);
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void tooLarge(RoutingContext context) {
        refuse(context, 413, "The body is larger than " + config.maxBodyBytes() + " bytes");
    }

    /** Ends the exchange without keeping the rest of its body: HTTP/1 must close for that, HTTP/2 has other streams to keep. */
    private void refuse(RoutingContext context, int status, String message) {
        HttpServerRequest request = context.request();
        if (Answer.isOver(context.response())) {
            return;
        }
        boolean multiplexed = request.version() == HttpVersion.HTTP_2;
        if (!multiplexed) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        JsonRpcResponse.error(
                context.response(), status, null, JsonRpcErrorCodes.INVALID_REQUEST, message, Optional.empty());
        if (multiplexed) {
            context.response().reset(0);
        } else if (request.isEnded()) {
            request.connection().close();
        } else {
            closeOnceSent(request);
        }
    }

    /** A client that is still sending would take a connection closed at once for a failure and never read the answer (RFC 9112 §9.6). */
    private void closeOnceSent(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        long timer = vertx.setTimer(config.maxBodyTime().read().toMillis(), id -> connection.close());
        request.handler(ignored -> {})
                .endHandler(end -> {
                    vertx.cancelTimer(timer);
                    connection.close();
                })
                .resume();
    }
}
