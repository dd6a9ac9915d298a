package dev.scopednotes.notes.arguments;

import io.quarkiverse.mcp.server.InputSchemaGenerator;
import io.quarkiverse.mcp.server.ToolManager.ToolArgument;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/** Generates a tool's input schema from the rules that {@link Arguments} enforces. */
@Singleton
public class InputSchema implements InputSchemaGenerator<JsonObject> {

    @Override
    public JsonObject generate(ToolInfo tool) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (ToolArgument declared : tool.arguments()) {
            Argument argument = Argument.named(declared.name());
            properties.put(declared.name(), argument.rule().schema().put("description", declared.description()));
            if (argument.isRequired()) {
                required.add(declared.name());
            }
        }
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", required)
                .put("additionalProperties", false);
    }
}
