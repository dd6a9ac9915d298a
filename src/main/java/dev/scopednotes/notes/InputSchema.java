package dev.scopednotes.notes;

import io.quarkiverse.mcp.server.InputSchemaGenerator;
import io.quarkiverse.mcp.server.ToolManager.ToolArgument;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/** Publishes as a tool's input schema what {@link Arguments} enforces. */
@Singleton
public class InputSchema implements InputSchemaGenerator<JsonObject> {

    @Override
    public JsonObject generate(ToolInfo tool) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (ToolArgument argument : tool.arguments()) {
            properties.put(argument.name(), property(argument));
            if (argument.required()) {
                required.add(argument.name());
            }
        }
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", required)
                .put("additionalProperties", false);
    }

    /** An argument without a rule is a mistake of ours, which shows when the tools are listed or called. */
    static Rule rule(String name) {
        return Argument.named(name)
                .orElseThrow(() -> new IllegalStateException("no rule for the argument " + name))
                .rule();
    }

    private static JsonObject property(ToolArgument argument) {
        JsonObject property = rule(argument.name()).schema().put("description", argument.description());
        if (argument.defaultValue() != null) {
            property.put("default", Json.decodeValue(argument.defaultValue()));
        }
        return property;
    }
}
