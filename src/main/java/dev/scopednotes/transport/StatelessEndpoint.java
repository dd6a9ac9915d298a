package dev.scopednotes.transport;

import dev.scopednotes.oauth.Answer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Keeps the MCP endpoint to exactly one path: the legacy SSE endpoints below it, which keep sessions, do not exist (MCP
 * streamable HTTP, backwards compatibility).
 */
@Singleton
class StatelessEndpoint {

    static final String PATH = "/mcp";

    void register(@Observes Filters filters) {
        filters.register(this::handle, FilterOrder.STATELESS);
    }

    private void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.startsWith(PATH + "/")
                || path.equals(PATH) && !path.equals(context.request().path())) {
            Answer.error(context, 404, "not_found", "the MCP endpoint is exactly " + PATH);
            return;
        }
        context.next();
    }
}
