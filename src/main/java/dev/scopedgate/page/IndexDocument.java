package dev.scopedgate.page;

import static dev.scopedgate.page.Html.escaped;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.page.PageConfig.Mode;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The HTML of the page, with all that needs no token already in it: it is seen before any script runs. The scope table is
 * in it only in dev.
 */
@Singleton
final class IndexDocument {

    /** The only script of the HTML; it loads the others when the page is seen. */
    static final String FIRST = "start.js";

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

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private static final String NO_TOKEN = """
            <p class="row"><button type="button" id="sign-in" class="main" disabled>Sign in</button>\
            <button type="button" id="no-token" disabled>Try without a token</button></p>\
            <p class="note">Opens the sign-in of the issuer in a window. \
            The token stays in the memory of this page: nothing is stored.</p>""";

    private static final String NO_TABLE =
            "<p class=\"note\">Sign in to see the scope table. Without a token it is not shown.</p>";

    private final String html;

    IndexDocument(ResourceServer server, ResourceServerConfig config, PageSettings settings, ScopeTable table) {
        boolean full = settings.mode() == Mode.FULL;
        boolean dev = full && LaunchMode.current() == LaunchMode.DEVELOPMENT;
        String issuers = server.issuers().stream().map(TrustedIssuer::issuer).collect(Collectors.joining(", "));
        Map<String, String> parts = Map.of(
                "style", STYLE,
                "modules", modules(full),
                "mode", dev ? "dev" : full ? "full" : "connect",
                "resource", escaped(server.resource()),
                "issuers", escaped(issuers),
                "name", escaped(config.resourceName()),
                "clients", new ClientTabs(Client.all(config.resourceName(), server)).html(),
                "holder", full ? NO_TOKEN : "",
                "table", dev ? new OpenTable(table).html() : NO_TABLE);
        html = PLACE.matcher(new String(PageFile.read("index.html"), UTF_8))
                .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }

    private static String modules(boolean full) {
        return Stream.of(MODULES, full ? SESSION_MODULES : List.<String>of())
                .flatMap(List::stream)
                .collect(Collectors.joining(" "));
    }

    PageFile file() {
        return PageFile.html(html);
    }
}
