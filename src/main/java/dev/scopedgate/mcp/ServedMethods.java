package dev.scopedgate.mcp;

import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.mcp.era.ModernRules;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The methods and capabilities that this server offers to modern clients: those of the features in the scope table,
 * without lists that change and without subscriptions (MCP 2026-07-28, discovery).
 */
@Singleton
class ServedMethods {

    private final Set<String> methods = new HashSet<>(Set.of(ModernRules.DISCOVER));
    private final JsonObject capabilities = new JsonObject().put("logging", new JsonObject());

    ServedMethods(ScopeTable table) {
        Set<Feature> features = table.rows().stream().map(Row::feature).collect(Collectors.toSet());
        if (features.contains(Feature.TOOL)) {
            offer("tools", "tools/list", "tools/call");
        }
        if (features.contains(Feature.PROMPT)) {
            offer("prompts", "prompts/list", "prompts/get");
        }
        if (features.contains(Feature.RESOURCE) || features.contains(Feature.RESOURCE_TEMPLATE)) {
            offer("resources", "resources/list", "resources/templates/list", "resources/read");
        }
        if (features.contains(Feature.COMPLETION)) {
            offer("completions", "completion/complete");
        }
    }

    private void offer(String capability, String... served) {
        capabilities.put(capability, new JsonObject());
        methods.addAll(Set.of(served));
    }

    Set<String> methods() {
        return methods;
    }

    JsonObject capabilities() {
        return capabilities.copy();
    }
}
