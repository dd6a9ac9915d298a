package dev.scopedgate.gate;

import dev.scopedgate.gate.Gate.Allowed;
import dev.scopedgate.gate.GateConfig.ToolsList;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.ScopeNames;
import dev.scopedgate.oauth.TrustedIssuer;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * The result of {@code tools/list}: the declared tools by name, each with its required scope in {@code _meta}, as the
 * issuer of the token names it, so that a client can ask for the scope before a 403. Lists all tools, or only those that the token may call. Hiding is no
 * protection: the gate decides every call.
 *
 * <p>The entries are built once: the tools are fixed at build time, and building schemas is the most expensive work of
 * the MCP extension. The extension cannot add {@code _meta} from another annotation.
 */
@Singleton
public final class ToolListing {

    /** The key in a tool's {@code _meta} that holds its scope. */
    public static final String META_KEY = "dev.scopedgate/required-scope";

    /** Read by ChatGPT before it calls a tool; some clients keep only {@code _meta}. */
    private static final String SECURITY_SCHEMES = "securitySchemes";

    private static final Logger LOG = Logger.getLogger(ToolListing.class);

    private final ScopeTable table;
    private final Gate gate;
    private final ResourceServer server;
    private final boolean filter;

    /** By the names that issuers have for the scopes: of as many kinds as there are issuers. */
    private final Map<ScopeNames, Made> made = new ConcurrentHashMap<>();

    private record Entry(String name, String json) {}

    private record Made(List<Entry> entries, String whole) {}

    ToolListing(ScopeTable table, Gate gate, ResourceServer server, GateSettings settings) {
        this.table = table;
        this.gate = gate;
        this.server = server;
        this.filter = settings.toolsList() == ToolsList.FILTER;
    }

    /** Whether the list depends on the scopes of the token, or on how its issuer names them. */
    public boolean dependsOnToken() {
        return filter
                || server.issuers().stream()
                                .map(TrustedIssuer::scopes)
                                .distinct()
                                .count()
                        > 1;
    }

    /** The {@code ListToolsResult} for that token, as JSON text. */
    public String json(AccessToken token) {
        Made listed = made.computeIfAbsent(token == null ? server.scopeNames() : server.scopeNames(token), this::make);
        return filter ? result(listed.entries.stream().filter(tool -> isReached(token, tool))) : listed.whole;
    }

    /** Decided by the gate; if that fails, the tool is hidden. */
    private boolean isReached(AccessToken token, Entry tool) {
        try {
            return gate.decide(token, Feature.TOOL, tool.name) instanceof Allowed;
        } catch (RuntimeException e) {
            LOG.error("The gate could not decide whether to list a tool; it is not listed", e);
            return false;
        }
    }

    private static String result(Stream<Entry> entries) {
        return entries.map(Entry::json).collect(Collectors.joining(",", "{\"tools\":[", "]}"));
    }

    private Made make(ScopeNames names) {
        List<Entry> entries = entries(names);
        return new Made(entries, result(entries.stream()));
    }

    private List<Entry> entries(ScopeNames names) {
        List<Entry> entries = new ArrayList<>();
        StreamSupport.stream(ServedFeatures.tools().spliterator(), false)
                .filter(ToolInfo::isMethod)
                .sorted(Comparator.comparing(ToolInfo::name))
                .forEach(tool -> table.find(Feature.TOOL, tool.name()).ifPresent(row -> {
                    JsonObject entry = tool.asJson();
                    String scope = names.asked(row.scope());
                    JsonArray schemes = securitySchemes(scope);
                    JsonObject meta = entry.getJsonObject("_meta", new JsonObject());
                    meta.put(META_KEY, scope).put(SECURITY_SCHEMES, schemes);
                    entry.put("_meta", meta).put(SECURITY_SCHEMES, schemes);
                    entries.add(new Entry(tool.name(), entry.encode()));
                }));
        return entries;
    }

    private static JsonArray securitySchemes(String scope) {
        return new JsonArray().add(new JsonObject().put("type", "oauth2").put("scopes", new JsonArray().add(scope)));
    }
}
