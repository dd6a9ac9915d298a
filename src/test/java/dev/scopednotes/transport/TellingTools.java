package dev.scopednotes.transport;

import dev.scopednotes.gate.Scoped;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.Progress;
import io.quarkiverse.mcp.server.Tool;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Singleton;

/** Tools that have something to say before their result, and of what they run on; in the application of one test only. */
@Singleton
@IfBuildProperty(name = "test.telling-tools", stringValue = "true")
class TellingTools {

    @Scoped("notes:read")
    @Tool(name = "tell", description = "Tells of its progress, and logs")
    String tell(Progress progress, McpLog log) {
        progress.token()
                .ifPresent(token -> progress.notificationBuilder()
                        .setProgress(1)
                        .setTotal(2)
                        .build()
                        .sendAndForget());
        log.info("half way");
        return "told";
    }

    @Scoped("notes:read")
    @Tool(name = "connection", description = "What the tool sees of its connection")
    String connection(McpConnection connection) {
        return connection.id() + " " + connection.logLevel() + " "
                + connection.initialRequest().protocolVersion() + " "
                + connection.initialRequest().implementation().name();
    }
}
