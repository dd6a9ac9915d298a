package dev.scopednotes.transport;

import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.http.runtime.StreamableHttpMcpMessageHandler;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/**
 * Hands a request that was let in to the MCP extension, straight past the routes in between: they have no say in it, and
 * cost as much as the whole check of a remembered token.
 */
@Singleton
class McpEngine {

    /** Where the extension's own route says which of several servers is asked. */
    private static final String SERVER_NAME = "mcp.http.server-name";

    private final StreamableHttpMcpMessageHandler extension;

    McpEngine(StreamableHttpMcpMessageHandler extension) {
        this.extension = extension;
    }

    void answer(RoutingContext context) {
        context.put(SERVER_NAME, McpServer.DEFAULT);
        extension.handle(context);
    }
}
