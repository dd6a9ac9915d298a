package dev.scopedgate.mcp;

import dev.scopedgate.bounds.Budget.Lease;
import dev.scopedgate.connection.ConnectionConfig;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.ErrorBody;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.mcp.era.HttpExpectations;
import dev.scopedgate.mcp.era.ProtocolVersions;
import dev.scopedgate.mcp.era.RequestMeta;
import dev.scopedgate.mcp.jsonrpc.EnvelopeException;
import dev.scopedgate.mcp.jsonrpc.JsonRpcParser;
import dev.scopedgate.mcp.jsonrpc.JsonRpcRequest;
import dev.scopedgate.mcp.jsonrpc.JsonRpcResponse;
import dev.scopedgate.oauth.AccessToken;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Admits to the MCP extension only a POST with one well-formed JSON-RPC request that the gate does not refuse;
 * everything else is answered here (MCP streamable HTTP).
 */
@Singleton
public class Envelope {

    private final HttpExpectations expectations;
    private final RequestBody body;
    private final RefusedBody refused;
    private final GatedMessages messages;
    private final ConnectionConfig config;

    Envelope(
            HttpExpectations expectations,
            RequestBody body,
            RefusedBody refused,
            GatedMessages messages,
            ConnectionConfig config) {
        this.expectations = expectations;
        this.body = body;
        this.refused = refused;
        this.messages = messages;
        this.config = config;
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::handle, FilterOrder.ENVELOPE.place());
    }

    private void handle(RoutingContext context, Handler<RoutingContext> onwards) {
        if (!GatedPaths.MCP.equals(context.normalizedPath())) {
            onwards.handle(context);
        } else if (AccessToken.of(context) == null) {
            // cannot happen after authentication; checked again because no gate follows for initialize and ping
            context.response().setStatusCode(401).end();
            Answer.discardBody(context.request());
        } else if (!HttpMethod.POST.equals(context.request().method())) {
            context.response().putHeader("Allow", "POST");
            Answer.json(context.response(), 405, ErrorBody.of(405).toBuffer());
            Answer.discardBody(context.request());
        } else if (expectations.hold(context)) {
            body.read(context, (bytes, held) -> process(context, bytes, held));
        }
    }

    private void process(RoutingContext context, Buffer bytes, Lease held) {
        try {
            JsonRpcRequest request = JsonRpcParser.parse(bytes.getBytes(), config.maxBodyValues());
            // the parsed message takes more memory than its bytes
            if (!held.growTo(request.heldBytes())) {
                refused.forWantOfRoom(context);
                return;
            }
            if (request.isNotification()) {
                accept(context, request);
            } else {
                messages.answer(context, request);
            }
        } catch (EnvelopeException e) {
            JsonRpcResponse.error(context.response(), e);
        } catch (RuntimeException | Error e) {
            // this runs at the end of the body, where no route catches exceptions
            context.fail(e);
        }
    }

    /** Without sessions a notification has no effect, in neither era. */
    private static void accept(RoutingContext context, JsonRpcRequest notification) throws EnvelopeException {
        if (!RequestMeta.isClaimed(notification)) {
            ProtocolVersions.ofLegacy(notification, context.request());
        }
        requireNotificationMethod(notification);
        context.response().setStatusCode(202).end();
    }

    /** Refuses a request without an id, which its client would otherwise take for done. */
    private static void requireNotificationMethod(JsonRpcRequest request) throws EnvelopeException {
        if (!request.hasNotificationMethod()) {
            throw new EnvelopeException(
                    JsonRpcErrorCodes.INVALID_REQUEST,
                    "id is missing: a request must have one, and the method of a notification begins with notifications/",
                    null);
        }
    }
}
