package dev.scopedgate.mcp.era;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the annotations {@value #ANNOTATION} of an input schema: each names a header that repeats the argument (MCP
 * 2026-07-28, streamable HTTP, schema extension).
 */
public final class HeaderParameters {

    static final String ANNOTATION = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");

    private final List<HeaderParameter> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private HeaderParameters() {}

    public static HeaderParameters of(JsonObject inputSchema) {
        HeaderParameters read = new HeaderParameters();
        read.object(inputSchema, List.of());
        return read;
    }

    public List<HeaderParameter> found() {
        return List.copyOf(found);
    }

    /** What makes the tool invalid: clients would leave it out of their list. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** A schema that a chain of properties leads to. */
    private void object(JsonObject schema, List<String> path) {
        for (String key : schema.fieldNames()) {
            Object value = schema.getValue(key);
            if (ANNOTATION.equals(key)) {
                annotation(schema, path, value);
            } else if ("properties".equals(key) && value instanceof JsonObject properties) {
                for (String name : properties.fieldNames()) {
                    if (properties.getValue(name) instanceof JsonObject property) {
                        List<String> deeper = new ArrayList<>(path);
                        deeper.add(name);
                        object(property, deeper);
                    }
                }
            } else if (holdsAnnotation(value)) {
                problems.add(ANNOTATION + " below '" + key + "': only properties of objects can have it");
            }
        }
    }

    private void annotation(JsonObject schema, List<String> path, Object name) {
        String place = ANNOTATION + " of '" + String.join(".", path) + "' ";
        if (path.isEmpty()) {
            problems.add(ANNOTATION + " is on the whole schema: only properties can have it");
        } else if (!(name instanceof String header) || !TOKEN.matcher(header).matches()) {
            problems.add(place + "must be a header name: letters, digits and !#$%&'*+-.^_`|~");
        } else if (!(schema.getValue("type") instanceof String type && TYPES.contains(type))) {
            problems.add(place + "needs the type string, integer or boolean");
        } else if (!names.add(header.toLowerCase(Locale.ROOT))) {
            problems.add(place + "names the header of another argument");
        } else {
            found.add(new HeaderParameter(List.copyOf(path), PREFIX + header, (String) schema.getValue("type")));
        }
    }

    private static boolean holdsAnnotation(Object value) {
        if (value instanceof JsonObject object) {
            return object.containsKey(ANNOTATION)
                    || object.fieldNames().stream().anyMatch(key -> holdsAnnotation(object.getValue(key)));
        }
        return value instanceof JsonArray array && array.stream().anyMatch(HeaderParameters::holdsAnnotation);
    }
}
