package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import io.quarkiverse.mcp.server.FeatureManager.FeatureInfo;
import io.quarkiverse.mcp.server.FilterContext;
import io.quarkiverse.mcp.server.PromptFilter;
import io.quarkiverse.mcp.server.PromptManager.PromptInfo;
import io.quarkiverse.mcp.server.ResourceFilter;
import io.quarkiverse.mcp.server.ResourceManager.ResourceInfo;
import io.quarkiverse.mcp.server.ResourceTemplateFilter;
import io.quarkiverse.mcp.server.ResourceTemplateManager.ResourceTemplateInfo;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import jakarta.inject.Singleton;

/**
 * Hides features that were registered at run time, and so prevents calls to them: they have no interceptor and no
 * scope. Not the gate: the extension lets a call through when a filter throws, so this filter has nothing that throws.
 */
@Singleton
final class DeclaredOnly implements ToolFilter, PromptFilter, ResourceFilter, ResourceTemplateFilter {

    private final ScopeTable table;

    DeclaredOnly(ScopeTable table) {
        this.table = table;
    }

    @Override
    public boolean test(ToolInfo tool, FilterContext context) {
        return declared(tool, Feature.TOOL, tool.name());
    }

    @Override
    public boolean test(PromptInfo prompt, FilterContext context) {
        return declared(prompt, Feature.PROMPT, prompt.name());
    }

    @Override
    public boolean test(ResourceInfo resource, FilterContext context) {
        return declared(resource, Feature.RESOURCE, resource.uri());
    }

    @Override
    public boolean test(ResourceTemplateInfo template, FilterContext context) {
        return declared(template, Feature.RESOURCE_TEMPLATE, template.uriTemplate());
    }

    boolean declared(FeatureInfo info, Feature feature, String name) {
        return info.isMethod() && table.find(feature, name).isPresent();
    }
}
