package dev.scopedgate.mcp.engine;

import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkiverse.mcp.server.McpServer;
import io.quarkiverse.mcp.server.http.runtime.config.McpHttpServersBuildTimeConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Ends the start if the MCP extension would serve an endpoint that is not gated: another root path, an application
 * below a root path, a second server, a transport without a token (MCP authorization, access token usage).
 */
@Singleton
public class ServedEndpoints implements SettingsCheck {

    private static final String ROOT = "quarkus.http.root-path";
    private static final String PREFIX = "quarkus.mcp.server.";

    /** Settings of the transports over standard input and WebSocket, of the default server or a named one. */
    private static final Pattern NO_TOKEN =
            Pattern.compile("quarkus\\.mcp\\.server\\.(?:.+\\.)?(?:stdio|websocket)\\..+");

    private final McpHttpServersBuildTimeConfig servers;
    private final Config config;

    public ServedEndpoints(McpHttpServersBuildTimeConfig servers, Config config) {
        this.servers = servers;
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        String root = config.getOptionalValue(ROOT, String.class).orElse("/");
        if (!"/".equals(root)) {
            problems.add(ROOT + " is '" + root + "': the MCP endpoint would be at a path that is not gated."
                    + " Remove the setting and build again; a path prefix belongs to the proxy and to"
                    + " scoped-gate.resource");
        }
        servers.servers().forEach((name, server) -> {
            if (!server.http().enabled()) {
                return;
            }
            String path = server.http().rootPath();
            if (!McpServer.DEFAULT.equals(name)) {
                problems.add(PREFIX + name + ".http.root-path is '" + path + "': a second MCP server has no gate."
                        + " Remove the settings " + PREFIX + name + ".…, or set " + PREFIX + name
                        + ".http.enabled=false, and build again");
            } else if (!isGated(path)) {
                problems.add(PREFIX + "http.root-path is '" + path + "': only " + GatedPaths.MCP
                        + " is gated. Remove the setting and build again; the path that clients see is that of"
                        + " scoped-gate.resource");
            }
        });
        for (String name : config.getPropertyNames()) {
            // a name from the environment may be listed in its environment form
            String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (NO_TOKEN.matcher(dotted).matches() && !isOff(name, dotted)) {
                problems.add(name + " is set: that transport of the MCP extension carries no token, so the gate"
                        + " could not decide on its calls. Remove its settings and its dependency, and build again");
            }
        }
        return problems;
    }

    private boolean isOff(String name, String dotted) {
        return dotted.endsWith(".enabled")
                && config.getOptionalValue(name, String.class)
                        .filter("false"::equalsIgnoreCase)
                        .isPresent();
    }

    /** The extension adds a leading slash if the path has none. */
    private static boolean isGated(String path) {
        return GatedPaths.MCP.equals(path) || GatedPaths.MCP.equals("/" + path);
    }
}
