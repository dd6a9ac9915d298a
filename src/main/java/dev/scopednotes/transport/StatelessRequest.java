package dev.scopednotes.transport;

import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.runtime.McpRequestImpl;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.quarkiverse.mcp.server.runtime.Sender;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * One request as the MCP extension sees it: it runs under the identity that the token gave, and is answered with one JSON
 * object, or with a stream of events as soon as there is something to say before that (MCP streamable HTTP, sending).
 */
final class StatelessRequest extends McpRequestImpl<StatelessConnection> implements Sender {

    private final HttpServerResponse response;
    private boolean streaming;

    StatelessRequest(
            RoutingContext context,
            JsonRpcRequest request,
            StatelessConnection connection,
            CurrentVertxRequest currentRequest,
            CurrentIdentityAssociation currentIdentity) {
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
    }

    @Override
    public Sender sender() {
        return this;
    }

    /** A tool may tell of its progress from any thread. */
    @Override
    public synchronized Future<Void> send(JsonObject message) {
        if (message == null) {
            return Future.succeededFuture();
        }
        messageSent(message);
        if (!streaming && Messages.isResponse(message)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
            return response.end(message.toBuffer());
        }
        if (!streaming) {
            streaming = true;
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream");
        }
        return response.write("event: message\ndata: " + message.encode() + "\n\n");
    }
}
