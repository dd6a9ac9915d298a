package dev.scopedgate.mcp;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.Deadline;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.oauth.Subject;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.function.BiConsumer;

/**
 * Reads a body within its size limit, its time and the budget of callers. The budget is held until the work that the
 * request has started is finished.
 */
@Singleton
class RequestBody {

    private static final String EXPECT_CONTINUE = "100-continue";
    /** The least that is charged: enough for a small message, which is then charged only once. */
    private static final int LEAST = 4 * 1024;

    private static final Buffer NOTHING = Buffer.buffer(0);

    private final Vertx vertx;
    private final ConnectionConfig config;
    private final Budget budget;
    private final RefusedBody refused;

    RequestBody(Vertx vertx, ConnectionConfig config, Budgets budgets, RefusedBody refused) {
        this.vertx = vertx;
        this.config = config;
        this.budget = budgets.callers();
        this.refused = refused;
    }

    /** The received part of one body, which can be released. */
    private static final class Received {
        private final Lease lease;
        private Buffer bytes = NOTHING;

        /** Whether the bytes are a copy, to which can be added, and not a slice of decrypted TLS data. */
        private boolean copied;

        Received(Lease lease) {
            this.lease = lease;
        }

        void add(Buffer chunk) {
            // usually there is one chunk, which is not copied
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

    /** Passes on the complete body with its lease of the budget. */
    void read(RoutingContext context, BiConsumer<Buffer, Lease> then) {
        HttpServerRequest request = context.request();
        if (Answer.isOver(context.response())) {
            return;
        }
        if (declaredLength(request) > config.maxBodyBytes()) {
            refused.tooLarge(context);
            return;
        }
        if (EXPECT_CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            context.response().writeContinue();
        }
        // zero bytes: always granted
        Received received = new Received(budget.lease(Subject.of(context), 0).orElseThrow());
        Deadline deadline = new Deadline(vertx, config.maxBodyTime().read(), () -> refused.late(context));
        // also runs if the client disconnects while sending
        context.addEndHandler(ended -> {
            deadline.cancel();
            // the connection of a refused request stays open for a while and refers to this
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
        // after the bytes that have already arrived, usually all: a timer costs more than reading
        vertx.runOnContext(ignored -> deadline.start());
    }

    private void append(RoutingContext context, Received received, Buffer chunk) {
        if (Answer.isOver(context.response())) {
            return;
        }
        if (received.bytes.length() + chunk.length() > config.maxBodyBytes()) {
            refused.tooLarge(context);
        } else if (!received.lease.growTo(Math.max(LEAST, received.bytes.length() + chunk.length()))) {
            refused.forWantOfRoom(context);
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
}
