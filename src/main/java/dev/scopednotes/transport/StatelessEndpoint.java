package dev.scopednotes.transport;

import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps sessions from existing for a client, so that there is none to hijack, to leak or to stick to: no session id comes
 * in or goes out, and the legacy SSE endpoints below the MCP endpoint do not exist (MCP streamable HTTP, sessions).
 */
@Singleton
class StatelessEndpoint {

    static final String PATH = "/mcp";
    private static final String SESSION_ID = "Mcp-Session-Id";

    private final ConnectionManager sessions;

    StatelessEndpoint(ConnectionManager sessions) {
        this.sessions = sessions;
    }

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.STATELESS);
    }

    private void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith(PATH + "/")
                || path.equals(PATH) && !path.equals(context.request().path())) {
            context.response()
                    .setStatusCode(404)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(new JsonObject()
                            .put("error", "not_found")
                            .put("detail", "the MCP endpoint is exactly " + PATH)
                            .toBuffer());
            context.request().resume();
            return;
        }
        if (path.equals(PATH)) {
            context.request().headers().remove(SESSION_ID);
        }
        context.next();
    }

    /** With the answer: the MCP extension keeps what {@code initialize} began until it has been idle for long. */
    void endSession(RoutingContext context) {
        context.addHeadersEndHandler(headers -> end(context.response().headers()));
    }

    private void end(MultiMap headers) {
        String session = headers.get(SESSION_ID);
        if (session != null) {
            sessions.remove(session);
            headers.remove(SESSION_ID);
        }
    }
}
