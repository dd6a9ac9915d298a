package dev.scopedgate.mcp.engine;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.DeniedCall;
import dev.scopedgate.mcp.ask.Inputs;
import dev.scopedgate.mcp.era.Initialization;
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
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One request to the MCP extension: it runs under the token's identity and is answered with one JSON object, or with an
 * event stream if a message precedes the response (MCP streamable HTTP, sending).
 */
final class EngineCall extends McpRequestImpl<EngineConnection> implements Sender {

    private static final Logger LOG = Logger.getLogger(EngineCall.class);
    private static final String FORBIDDEN = "Forbidden: a check of the application denies it for every token";

    private final RoutingContext context;
    private final HttpServerResponse response;
    private final Supplier<Future<Void>> beforeAnswer;
    private final SentMessages messages;
    private final Optional<ModernCall> modern;
    private final Optional<Inputs> inputs;
    private final boolean initializes;
    private boolean answered;

    EngineCall(
            RoutingContext context,
            JsonRpcRequest request,
            EngineConnection connection,
            Supplier<Future<Void>> beforeAnswer,
            CurrentVertxRequest currentRequest,
            CurrentIdentityAssociation currentIdentity,
            Budget callers,
            Optional<ModernCall> modern) {
        super(
                McpServer.DEFAULT,
                request.message(),
                connection,
                null,
                // the identity of this request, which is always authenticated
                association -> association.setIdentity(((QuarkusHttpUser) context.user()).getSecurityIdentity()),
                () -> currentRequest.setCurrent(context),
                currentIdentity);
        this.context = context;
        response = context.response();
        this.beforeAnswer = beforeAnswer;
        messages = new SentMessages(response, new LargeAnswers(callers, Subject.of(context)));
        this.modern = modern;
        inputs = Inputs.of(context);
        initializes = request.isInitialize();
    }

    @Override
    public Sender sender() {
        return this;
    }

    /** Synchronized, because a tool may report progress from any thread. */
    @Override
    public synchronized Future<Void> send(JsonObject message) {
        if (message == null || Answer.isOver(response)) {
            return Future.succeededFuture();
        }
        boolean isAnswer = Messages.isResponse(message);
        if (!isAnswer && modern.isPresent() && !modern.get().isWanted(message)) {
            return Future.succeededFuture();
        }
        if (isAnswer && initializes) {
            Initialization.promiseNothing(message);
        }
        Optional<DeniedCall> denied = DeniedCall.of(context);
        JsonObject sent = !isAnswer
                ? message
                : denied.isPresent() ? refusal(Messages.getId(message), denied.get()) : unlessAsked(message);
        messageSent(sent);
        // encoded first: a message that cannot be encoded must change nothing
        Buffer encoded =
                isAnswer && modern.isPresent() ? modern.get().encode(sent, denied.isPresent()) : sent.toBuffer();
        answered |= isAnswer;
        Future<Void> before = isAnswer ? beforeAnswer.get() : Future.succeededFuture();
        return before.isComplete()
                ? write(sent, encoded, isAnswer)
                : before.transform(done -> write(sent, encoded, isAnswer));
    }

    /** The same error as for a call that is refused by its name, even if the method caught the exception. */
    private static JsonObject refusal(Object id, DeniedCall denied) {
        return Messages.newError(
                id, JsonRpcErrorCodes.INVALID_PARAMS, denied.message(), JsonObject.mapFrom(denied.data()));
    }

    /** The response, or the questions that the call has asked, even if its method caught the exception. */
    private JsonObject unlessAsked(JsonObject message) {
        if (inputs.isEmpty()) {
            return message;
        }
        JsonObject asked =
                inputs.flatMap(these -> these.instead(Messages.getId(message))).orElse(message);
        if (asked != message && asked.containsKey("error") && !response.headWritten()) {
            response.setStatusCode(400);
        }
        return asked;
    }

    private synchronized Future<Void> write(JsonObject message, Buffer encoded, boolean isAnswer) {
        return messages.write(message, encoded, isAnswer);
    }

    /** Replaces the message of an application's own security check, which may have a class name. */
    @Override
    public Future<Void> sendError(Object id, int code, String message) {
        return Sender.super.sendError(id, code, code == JsonRpcErrorCodes.SECURITY_ERROR ? FORBIDDEN : message);
    }

    /** Ends an event stream; sends an internal error if the call failed without a response. */
    synchronized void end(Object id, Throwable cause) {
        if (response.closed() || response.ended()) {
            // answered, or the client has disconnected, which is not an error
            return;
        }
        if (cause != null) {
            // only the class: the message might quote an argument
            LOG.errorf(
                    "A call ended without a response that can be sent: %s",
                    cause.getClass().getName());
        }
        if (!answered) {
            messages.failed();
            sendInternalError(id);
        }
        messages.end();
    }
}
