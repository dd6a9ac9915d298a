package dev.scopedgate.mcp.engine;

import io.quarkiverse.mcp.server.GlobalInputSchemaGenerator;
import io.quarkiverse.mcp.server.InputSchemaGenerator;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkiverse.mcp.server.runtime.McpMetadata;
import io.quarkus.arc.Arc;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the input schema of a tool as clients get it. The output schema is not made with it: its generator loads 200
 * classes, which the start does not need.
 */
@Singleton
public class InputSchemas {

    private final McpMetadata metadata;

    InputSchemas(McpMetadata metadata) {
        this.metadata = metadata;
    }

    public JsonObject of(ToolInfo tool) {
        List<Class<? extends InputSchemaGenerator<?>>> generators = new ArrayList<>();
        for (var method : metadata.tools()) {
            if (method.info().name().equals(tool.name())) {
                generators.add(method.info().inputSchemaGenerator());
            }
        }
        // of several servers, each with its own tool of that name
        JsonObject entry = generators.size() == 1
                ? new JsonObject().put("inputSchema", generate(generators.get(0), tool))
                : tool.asJson();
        // a generator may make it of any type that can be encoded
        return new JsonObject(entry.encode()).getJsonObject("inputSchema", new JsonObject());
    }

    private static Object generate(Class<? extends InputSchemaGenerator<?>> generator, ToolInfo tool) {
        return generator == null || generator.equals(GlobalInputSchemaGenerator.class)
                ? Arc.container()
                        .select(GlobalInputSchemaGenerator.class)
                        .get()
                        .generate(tool)
                        .value()
                : Arc.container().select(generator).get().generate(tool);
    }
}
