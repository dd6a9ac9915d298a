package dev.scopedgate.mcp.engine;

import io.quarkiverse.mcp.server.Implementation;
import io.quarkiverse.mcp.server.InitialRequest;
import io.quarkiverse.mcp.server.InitialRequest.Transport;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.runtime.McpConnectionBase;
import io.quarkiverse.mcp.server.runtime.config.McpServerRuntimeConfig;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the MCP extension takes for a client's connection: for one request, in no list of connections, and with a client of
 * which nothing is known, so that there is no session to hijack, to leak or to stick to.
 */
final class EngineConnection extends McpConnectionBase {

    private static final Implementation UNKNOWN = new Implementation("client", "0", null);

    EngineConnection(McpServerRuntimeConfig settings) {
        // no secret: it tells requests apart that have the same JSON-RPC id; all threads would fight for a counter
        super(Long.toHexString(ThreadLocalRandom.current().nextLong()), settings, McpServer.DEFAULT);
    }

    static EngineConnection initialized(McpServerRuntimeConfig settings, String protocolVersion) {
        EngineConnection connection = new EngineConnection(settings);
        connection.initialize(new InitialRequest(UNKNOWN, protocolVersion, List.of(), Transport.STREAMABLE_HTTP, true));
        connection.setInitialized();
        return connection;
    }

    /** What is sent beside a request's own answer needs a stream that no client can open here. */
    @Override
    public Future<Void> send(JsonObject message) {
        return Future.succeededFuture();
    }
}
