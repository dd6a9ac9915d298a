package dev.scopednotes.notes.arguments;

import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolArgument;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkus.arc.Arc;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses a call whose arguments do not match the tool's input schema exactly; otherwise returns them.
 *
 * <p>Reads the message as it was received. The tools declare their arguments as {@code Object}, so that the engine
 * converts and refuses nothing: it would take 1.5 for 1 and ignore an unknown name. The check runs in the tool's
 * method, and so after the gate.
 */
@ApplicationScoped
public class Arguments {

    /** Arguments that have been checked. */
    public record Checked(Map<String, Object> values) {

        public String text(Argument argument) {
            return (String) values.get(argument.toString());
        }

        public Optional<String> optionalText(Argument argument) {
            return Optional.ofNullable(text(argument));
        }

        public int number(Argument argument) {
            Number given = (Number) values.get(argument.toString());
            return given == null ? ((Rule.WholeNumber) argument.rule()).absent() : given.intValue();
        }
    }

    /** The arguments of each tool that was called, with their names, in the order of their declaration. */
    private final Map<String, Map<String, Argument>> declared = new ConcurrentHashMap<>();

    /**
     * Returns the call's arguments if they match the tool's schema.
     *
     * @throws ToolCallException names the argument and its rule; never shows its value
     */
    public Checked check(RawMessage call) {
        JsonObject params = call.asJsonObject().getJsonObject("params");
        JsonObject given = params.getJsonObject("arguments");
        return check(
                declared.computeIfAbsent(params.getString("name"), Arguments::argumentsOf),
                given == null ? Map.of() : given.getMap());
    }

    private static Map<String, Argument> argumentsOf(String toolName) {
        // looked up: the extension would promise listChanged for an injection point
        ToolInfo tool = Arc.container().select(ToolManager.class).get().getTool(toolName);
        return named(tool.arguments().stream().map(ToolArgument::name).toList());
    }

    static Map<String, Argument> named(List<String> names) {
        Map<String, Argument> named = new LinkedHashMap<>();
        names.forEach(name -> named.put(name, Argument.named(name)));
        return named;
    }

    static Checked check(Map<String, Argument> known, Map<String, Object> given) {
        for (String name : given.keySet()) {
            if (!known.containsKey(name)) {
                throw new ToolCallException(
                        "Unknown argument: %s; known are %s".formatted(shown(name), known.keySet()));
            }
        }
        known.forEach((name, argument) -> {
            if (given.containsKey(name)) {
                if (!argument.rule().accepts(given.get(name))) {
                    throw new ToolCallException(
                            "%s must be %s".formatted(name, argument.rule().problem(given.get(name))));
                }
            } else if (argument.isRequired()) {
                throw new ToolCallException("Missing required argument: %s; it must be %s"
                        .formatted(name, argument.rule().requirement()));
            }
        });
        return new Checked(given);
    }

    /** A name from the request, made safe for a message: short, printable ASCII. */
    private static String shown(String name) {
        String printable = name.replaceAll("[^\\x20-\\x7e]", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
