package dev.scopedgate.gate;

import io.quarkiverse.mcp.server.PromptCompletionManager;
import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceTemplateCompletionManager;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkus.arc.Arc;

/**
 * The features that the MCP extension serves. Looked up, never injected: because of an injection point the extension
 * would promise clients {@code listChanged}, which a server without sessions cannot keep.
 */
public final class ServedFeatures {

    private ServedFeatures() {}

    public static ToolManager tools() {
        return lookUp(ToolManager.class);
    }

    static PromptManager prompts() {
        return lookUp(PromptManager.class);
    }

    static ResourceManager resources() {
        return lookUp(ResourceManager.class);
    }

    static ResourceTemplateManager resourceTemplates() {
        return lookUp(ResourceTemplateManager.class);
    }

    static PromptCompletionManager promptCompletions() {
        return lookUp(PromptCompletionManager.class);
    }

    static ResourceTemplateCompletionManager resourceTemplateCompletions() {
        return lookUp(ResourceTemplateCompletionManager.class);
    }

    private static <T> T lookUp(Class<T> type) {
        return Arc.container().select(type).get();
    }
}
