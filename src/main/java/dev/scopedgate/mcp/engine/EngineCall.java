package dev.scopedgate.mcp.engine;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.http.Answer;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.oauth.Subject;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.runtime.McpRequestImpl;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.quarkiverse.mcp.server.runtime.Sender;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One request as the MCP extension sees it: it runs under the identity that the token gave, and is answered with one JSON
 * object, or with a stream of events as soon as there is something to say before that (MCP streamable HTTP, sending).
 */
final class EngineCall extends McpRequestImpl<EngineConnection> implements Sender {

    private static final Logger LOG = Logger.getLogger(EngineCall.class);
    private static final Buffer EVENT = Buffer.buffer("event: message\ndata: ");
    private static final String FORBIDDEN = "Forbidden: a further check inside denies it, whatever the token carries";

    private final HttpServerResponse response;
    private final Supplier<Future<Void>> beforeAnswer;
    private final LargeAnswers answers;
    private boolean streaming;
    private boolean answered;

    EngineCall(
            RoutingContext context,
            JsonRpcRequest request,
            EngineConnection connection,
            Supplier<Future<Void>> beforeAnswer,
            CurrentVertxRequest currentRequest,
            CurrentIdentityAssociation currentIdentity,
            Budget callers) {
        super(
                McpServer.DEFAULT,
                request.message(),
                connection,
                null,
                // of this very request: nobody comes here without one
                association -> association.setIdentity(((QuarkusHttpUser) context.user()).getSecurityIdentity()),
                () -> currentRequest.setCurrent(context),
                currentIdentity);
        response = context.response();
        this.beforeAnswer = beforeAnswer;
        answers = new LargeAnswers(callers, Subject.of(context));
    }

    @Override
    public Sender sender() {
        return this;
    }

    /** A tool may tell of its progress from any thread. */
    @Override
    public synchronized Future<Void> send(JsonObject message) {
        if (message == null || Answer.isOver(response)) {
            return Future.succeededFuture();
        }
        messageSent(message);
        // before anything is begun: what cannot be encoded must leave no trace of itself
        Buffer encoded = message.toBuffer();
        boolean isAnswer = Messages.isResponse(message);
        answered |= isAnswer;
        Future<Void> before = isAnswer ? beforeAnswer.get() : Future.succeededFuture();
        return before.isComplete()
                ? write(message, encoded, isAnswer)
                : before.transform(done -> write(message, encoded, isAnswer));
    }

    private synchronized Future<Void> write(JsonObject message, Buffer encoded, boolean isAnswer) {
        if (!streaming && isAnswer) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            return answers.end(response, message, encoded);
        }
        if (!isAnswer && response.writeQueueFull()) {
            // a client that does not read would make these pile up in memory; its answer is kept for it
            return Future.succeededFuture();
        }
        if (!streaming) {
            streaming = true;
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        }
        return response.write(EVENT.copy().appendBuffer(encoded).appendString("\n\n"));
    }

    /** What an application's own check refuses inside a tool is told without the name of a class. */
    @Override
    public Future<Void> sendError(Object id, int code, String message) {
        return Sender.super.sendError(id, code, code == JsonRpcErrorCodes.SECURITY_ERROR ? FORBIDDEN : message);
    }

    /** After the answer as a rule; otherwise what broke is said. A stream of events ends here. */
    synchronized void end(Object id, Throwable cause) {
        if (response.closed()) {
            // its client has left: there is nobody to tell, and nothing broke
            return;
        }
        if (cause != null) {
            // its class and no more: a message might quote an argument
            LOG.errorf(
                    "A call had no answer that could be sent: %s",
                    cause.getClass().getName());
        }
        if (response.ended()) {
            return;
        }
        if (!answered) {
            if (!streaming) {
                response.setStatusCode(500);
            }
            sendInternalError(id);
        }
        if (streaming) {
            response.end();
        }
    }
}
