package dev.scopedgate.mcp.engine;

import io.quarkiverse.mcp.server.Implementation;
import io.quarkiverse.mcp.server.InitialResponseInfo;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.runtime.config.McpServerRuntimeConfig;
import io.quarkiverse.mcp.server.runtime.config.McpServersRuntimeConfig;
import io.quarkus.arc.All;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Name, version and instructions of this server, from the same settings and beans as the extension's. */
@Singleton
public class ServerDescription {

    private final JsonObject info;
    private final Optional<String> instructions;

    ServerDescription(McpServersRuntimeConfig servers, @All List<InitialResponseInfo> infos, Config config) {
        McpServerRuntimeConfig.ServerInfo settings =
                servers.servers().get(McpServer.DEFAULT).serverInfo();
        info = infos.stream()
                .map(own -> own.implementation(McpServer.DEFAULT))
                .filter(Objects::nonNull)
                .flatMap(Optional::stream)
                .findFirst()
                .map(ServerDescription::json)
                .orElseGet(() -> json(new Implementation(
                        settings.name().orElseGet(() -> of(config, "quarkus.application.name")),
                        settings.version().orElseGet(() -> of(config, "quarkus.application.version")),
                        settings.title().orElse(null))));
        instructions = infos.stream()
                .map(own -> own.instructions(McpServer.DEFAULT))
                .filter(Objects::nonNull)
                .flatMap(Optional::stream)
                .findFirst()
                .or(settings::instructions);
    }

    private static String of(Config config, String property) {
        return config.getOptionalValue(property, String.class).orElse("N/A");
    }

    private static JsonObject json(Implementation own) {
        JsonObject json = new JsonObject().put("name", own.name()).put("version", own.version());
        if (own.title() != null) {
            json.put("title", own.title());
        }
        return json;
    }

    JsonObject info() {
        return info;
    }

    public Optional<String> instructions() {
        return instructions;
    }
}
