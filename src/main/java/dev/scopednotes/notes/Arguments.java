package dev.scopednotes.notes;

import dev.scopednotes.gate.ServedFeatures;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolManager.ToolArgument;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Refuses a call whose arguments are not exactly what the tool's input schema says.
 *
 * <p>It reads the message as it came, because the engine converts before it calls the method: 5 to "5", 1.5 to 1, and an
 * unknown name to nothing. It runs in the method, and so after the gate.
 */
@ApplicationScoped
class Arguments {

    /**
     * Returns when the call's arguments are what its tool takes.
     *
     * @throws ToolCallException names the argument and says what it must be; never shows its value
     */
    void check(RawMessage call) {
        JsonObject params = call.asJsonObject().getJsonObject("params");
        ToolInfo tool = ServedFeatures.tools().getTool(params.getString("name"));
        check(
                tool.arguments(),
                params.getJsonObject("arguments", new JsonObject()).getMap());
    }

    static void check(List<ToolArgument> known, Map<String, Object> given) {
        List<String> names = known.stream().map(ToolArgument::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new ToolCallException("Unknown argument: %s; known are %s".formatted(shown(name), names));
            }
        }
        for (ToolArgument argument : known) {
            String name = argument.name();
            if (given.containsKey(name)) {
                Rule rule = InputSchema.rule(name);
                if (!rule.accepts(given.get(name))) {
                    throw new ToolCallException("%s must be %s".formatted(name, rule.problem(given.get(name))));
                }
            } else if (argument.required()) {
                throw new ToolCallException("Missing required argument: " + name);
            }
        }
    }

    /** A stranger's text, fit for a message: short, and printable ASCII. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
