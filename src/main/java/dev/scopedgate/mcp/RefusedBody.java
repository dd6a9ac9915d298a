package dev.scopedgate.mcp;

import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.http.Answer;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Refuses a request whose body is too large or late, or for which there is no room, so that its client reads why. */
@Singleton
class RefusedBody {

    private final Vertx vertx;
    private final ConnectionConfig config;

    RefusedBody(Vertx vertx, ConnectionConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** Answers 503 because the budget of this subject or of all is used up. */
    void forWantOfRoom(RoutingContext context) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        refuse(context, 503, "Too many messages are in memory; nothing was done, try again");
    }

    void late(RoutingContext context) {
        refuse(
                context,
                408,
                "The body did not arrive within " + config.maxBodyTime().read().toSeconds() + " s");
    }

    void tooLarge(RoutingContext context) {
        refuse(context, 413, "The body is larger than " + config.maxBodyBytes() + " bytes");
    }

    /** Answers without reading the rest of the body: HTTP/1 must close the connection, HTTP/2 resets the stream. */
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

    /**
     * Closes after the body has been received: a client still sending would take an immediate close for a failure and
     * not read the response (RFC 9112 §9.6).
     */
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
