package dev.scopednotes.transport;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
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
        context.next();
    }
}
