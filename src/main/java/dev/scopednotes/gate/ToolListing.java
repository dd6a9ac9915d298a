package dev.scopednotes.gate;

import dev.scopednotes.gate.ScopeTable.Feature;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.stream.StreamSupport;

/**
 * The answer to {@code tools/list}: every declared tool in the order of its name, each with its required scope in
 * {@code _meta}, so that a client can ask for the scope before it meets the 403.
 *
 * <p>Made once: the tools are fixed when the application is built, and making schemas anew is the dearest thing that the
 * MCP extension does. The extension cannot add {@code _meta} from another annotation, hence ours.
 */
@Singleton
public final class ToolListing {

    /** The key under which a tool's {@code _meta} names its scope. */
    public static final String META_KEY = "dev.scopednotes/required-scope";

    private final ScopeTable table;
    private volatile String json;

    ToolListing(ScopeTable table) {
        this.table = table;
    }

    /** The {@code ListToolsResult} as JSON text. */
    public String json() {
        String made = json;
        if (made == null) {
            made = make();
            json = made;
        }
        return made;
    }

    private String make() {
        JsonArray list = new JsonArray();
        StreamSupport.stream(ServedFeatures.tools().spliterator(), false)
                .filter(ToolInfo::isMethod)
                .sorted(Comparator.comparing(ToolInfo::name))
                .forEach(tool -> table.find(Feature.TOOL, tool.name()).ifPresent(row -> {
                    JsonObject entry = tool.asJson();
                    JsonObject meta = entry.getJsonObject("_meta", new JsonObject());
                    list.add(entry.put("_meta", meta.put(META_KEY, row.scope())));
                }));
        return new JsonObject().put("tools", list).encode();
    }
}
