package dev.scopedgate.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.page.PageConfig.Mode;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTML of the page, with name and endpoint of this server already in it: they are seen before any script runs, and
 * the browser fetches all modules at once.
 */
@Singleton
final class IndexDocument {

    /** Each module that the page imports, whatever its mode. */
    static final List<String> MODULES = List.of("page.js", "element.js", "connect.js");

    /** Each that a sign-in adds. */
    static final List<String> SESSION_MODULES = List.of(
            "session.js",
            "calls.js",
            "exchange.js",
            "oauth.js",
            "dpop.js",
            "base64url.js",
            "mcp.js",
            "form.js",
            "table.js");

    /** In the HTML itself, so that the first paint waits for nothing else. The policy of the page allows it by its hash. */
    static final String STYLE = new String(PageFile.read("page.css"), UTF_8);

    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private final String html;

    IndexDocument(ResourceServer server, ResourceServerConfig config, PageSettings settings) {
        Mode mode = settings.mode();
        String issuers = server.issuers().stream().map(TrustedIssuer::issuer).collect(Collectors.joining(", "));
        html = new String(PageFile.read("index.html"), UTF_8)
                .replace("{style}", STYLE)
                .replace("{modules}", modules(mode))
                .replace(
                        "{mode}",
                        mode == Mode.FULL ? LaunchMode.current() == LaunchMode.DEVELOPMENT ? "dev" : "full" : "connect")
                .replace("{resource}", escaped(server.resource()))
                .replace("{issuers}", escaped(issuers))
                .replace("{name}", escaped(config.resourceName()));
    }

    private static String modules(Mode mode) {
        return Stream.of(MODULES, mode == Mode.FULL ? SESSION_MODULES : List.<String>of())
                .flatMap(List::stream)
                .map(name -> "<link rel=\"modulepreload\" href=\"scoped-gate/" + name + "\">\n")
                .collect(Collectors.joining());
    }

    /** Safe as text and in a double-quoted attribute. */
    private static String escaped(String text) {
        return text.chars()
                .mapToObj(character -> (char) character)
                .map(character -> ESCAPES.getOrDefault(character, character.toString()))
                .collect(Collectors.joining());
    }

    PageFile file() {
        return PageFile.html(html);
    }
}
