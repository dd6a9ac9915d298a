package dev.scopedgate.mcp.engine;

import dev.scopedgate.mcp.era.RequestMeta;
import io.quarkiverse.mcp.server.Implementation;
import io.quarkiverse.mcp.server.InitialRequest;
import io.quarkiverse.mcp.server.InitialRequest.Transport;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.runtime.McpConnectionBase;
import io.quarkiverse.mcp.server.runtime.McpMessageHandler;
import io.quarkiverse.mcp.server.runtime.config.McpServerRuntimeConfig;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The MCP extension's connection object for exactly one request: not in the list of connections, with an unknown
 * client, so that there is no session to hijack, leak or pin to a replica.
 */
final class EngineConnection extends McpConnectionBase {

    private static final Implementation UNKNOWN = new Implementation("client", "0", null);

    EngineConnection(McpServerRuntimeConfig settings) {
        // not a secret: it distinguishes requests with the same JSON-RPC id; all threads would contend for a counter
        super(Long.toHexString(ThreadLocalRandom.current().nextLong()), settings, McpServer.DEFAULT);
    }

    static EngineConnection initialized(McpServerRuntimeConfig settings, String protocolVersion) {
        EngineConnection connection = new EngineConnection(settings);
        connection.initialize(new InitialRequest(UNKNOWN, protocolVersion, List.of(), Transport.STREAMABLE_HTTP, true));
        connection.setInitialized();
        return connection;
    }

    /**
     * For a modern request: tools see the newest revision that the extension knows, and a client that can do nothing,
     * because the extension would send requests to it.
     */
    static EngineConnection modern(McpServerRuntimeConfig settings, RequestMeta meta) {
        EngineConnection connection = initialized(settings, McpMessageHandler.SUPPORTED_PROTOCOL_VERSIONS.get(0));
        meta.logLevel().ifPresent(level -> connection.logLevel = level);
        return connection;
    }

    /** Drops messages other than the response: they need a stream, which no client can open here. */
    @Override
    public Future<Void> send(JsonObject message) {
        return Future.succeededFuture();
    }
}
