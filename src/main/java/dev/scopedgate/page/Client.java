package dev.scopedgate.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scopedgate.oauth.ResourceServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How one client connects, as src/main/docs/clients.md says it. */
record Client(String name, Optional<Link> link, List<Step> steps, Optional<String> note) {

    record Link(String text, String target) {}

    record Step(String text, String command) {}

    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "[::1]");

    private static final String NEEDS_HTTPS =
            "A connector runs at its vendor and needs a public https URL: it cannot reach this machine.";

    /** All that the page shows, for a server with that name. */
    static List<Client> all(String name, ResourceServer server) {
        String url = server.resource();
        String id = id(name);
        String config = new JsonObject()
                .put("name", id)
                .put("type", "http")
                .put("url", url)
                .encode();
        return List.of(
                hosted(
                        "Claude",
                        "https://claude.ai/settings/connectors",
                        url,
                        new Step(
                                "Claude Code; then type /mcp to sign in:",
                                "claude mcp add --transport http " + id + " " + url),
                        new Step("In Claude, as a custom connector:", url)),
                hosted(
                        "ChatGPT",
                        "https://chatgpt.com/#settings/Connectors",
                        url,
                        new Step("In settings, as a custom connector:", url)),
                new Client(
                        "VS Code",
                        Optional.of(new Link("Install in VS Code", "vscode:mcp/install?" + encoded(config))),
                        List.of(new Step("Or in a terminal:", "code --add-mcp '" + config + "'")),
                        Optional.empty()),
                local(
                        "Inspector",
                        new Step(
                                "Opens it with this server; then Connect:",
                                "npx @modelcontextprotocol/inspector --transport http --server-url " + url)),
                local(
                        "curl",
                        new Step("Without a token: a 401 that says where to sign in:", "curl -si " + url + " -X POST"),
                        new Step("The metadata that it names:", "curl -s " + server.metadataUrl() + server.path())));
    }

    /** A client that connects from its vendor's machines. */
    private static Client hosted(String name, String settings, String url, Step... steps) {
        boolean local = LOCAL.contains(URI.create(url).getHost());
        return new Client(
                name,
                local ? Optional.empty() : Optional.of(new Link("Open the connectors of " + name, settings)),
                List.of(steps),
                local ? Optional.of(NEEDS_HTTPS) : Optional.empty());
    }

    private static Client local(String name, Step... steps) {
        return new Client(name, Optional.empty(), List.of(steps), Optional.empty());
    }

    /** A name that each client accepts. */
    private static String id(String name) {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "server" : plain;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
