package dev.scopedgate.mcp;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Limits the MCP endpoint to exactly one path: the legacy SSE endpoints below it, which have sessions, answer 404 (MCP
 * streamable HTTP, backwards compatibility).
 */
@Singleton
class McpEndpoint {

    void register(@Observes RequestSteps steps) {
        steps.register(this::handle, FilterOrder.MCP_ENDPOINT.place());
    }

    private void handle(RoutingContext context, Handler<RoutingContext> onwards) {
        String path = context.normalizedPath();
        if (path.startsWith(GatedPaths.MCP + "/")
                || path.equals(GatedPaths.MCP) && !path.equals(context.request().path())) {
            Answer.error(context, 404, "not_found", "the MCP endpoint is exactly " + GatedPaths.MCP);
            return;
        }
        onwards.handle(context);
    }
}
