package dev.scopedgate.gate;

import io.quarkiverse.mcp.server.PromptManager;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkus.arc.Arc;

/**
 * What the MCP extension serves. Looked up and never injected: from an injection point the extension concludes that a list
 * may change, and tells every client that it will say so, which a server without sessions cannot do.
 */
public final class ServedFeatures {

    private ServedFeatures() {}

    /** Its tools. */
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

    private static <T> T lookUp(Class<T> type) {
        return Arc.container().select(type).get();
    }
}
