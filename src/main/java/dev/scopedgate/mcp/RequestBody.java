package dev.scopedgate.mcp;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.Deadline;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.oauth.Subject;
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
import java.util.function.BiConsumer;

/**
 * Reads a body up to its limit and no byte further, within a stated time, and no more than the budget of callers has left;
 * what it takes of that is held until the work that the request has begun is over.
 */
@Singleton
class RequestBody {

    private static final String EXPECT_CONTINUE = "100-continue";
    /** What a small message holds at once, so that it need not be counted once more when it is read: no less than a request takes. */
    private static final int LEAST = 4 * 1024;

    private static final Buffer NOTHING = Buffer.buffer(0);

    private final Vertx vertx;
    private final ConnectionConfig config;
    private final Budget budget;

    RequestBody(Vertx vertx, ConnectionConfig config, Budgets budgets) {
        this.vertx = vertx;
        this.config = config;
        this.budget = budgets.callers();
    }

    /** What has arrived of one body, and can be let go. */
    private static final class Received {
        private final Lease lease;
        private Buffer bytes = NOTHING;

        /** Whether they are a copy, and no part of what TLS has deciphered, to which nothing can be added. */
        private boolean copied;

        Received(Lease lease) {
            this.lease = lease;
        }

        void add(Buffer chunk) {
            // as a rule there is one, which need not be copied
            if (bytes.length() == 0) {
                bytes = chunk;
                return;
            }
            if (!copied) {
                copied = true;
                bytes = Buffer.buffer(bytes.length() + chunk.length()).appendBuffer(bytes);
            }
            bytes.appendBuffer(chunk);
        }

        Buffer take() {
            Buffer taken = bytes;
            bytes = NOTHING;
            return taken;
        }
    }

    /** Hands over the body once it is whole, with what it holds of the budget. */
    void read(RoutingContext context, BiConsumer<Buffer, Lease> then) {
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
        // nothing yet: there is always room for that
        Received received = new Received(budget.lease(Subject.of(context), 0).orElseThrow());
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
            // the connection of a refused request lives on for a while, and with it this
            received.bytes = NOTHING;
        });
        RequestWork.onceOver(context, received.lease::end);
        request.handler(chunk -> append(context, received, chunk))
                .endHandler(end -> {
                    deadline.cancel();
                    if (!Answer.isOver(context.response())) {
                        then.accept(received.take(), received.lease);
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
        } else if (!received.lease.growTo(Math.max(LEAST, received.bytes.length() + chunk.length()))) {
            refuseForWantOfRoom(context);
        } else {
            received.add(chunk);
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

    /** Ends the exchange because too much is held already: of this subject's, or of all. */
    void refuseForWantOfRoom(RoutingContext context) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        refuse(context, 503, "Too many messages are in memory; nothing was done, try again");
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
