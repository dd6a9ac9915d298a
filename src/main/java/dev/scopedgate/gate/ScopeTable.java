package dev.scopedgate.gate;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The scope that each tool, resource and prompt requires, as recorded from {@link Scoped} at build time; ordered by
 * feature, kind and name.
 */
public final class ScopeTable {

    /** The kind of feature, in the terms of the MCP specification. */
    public enum Feature {
        TOOL("tool"),
        RESOURCE("resource"),
        RESOURCE_TEMPLATE("resource template"),
        PROMPT("prompt"),
        COMPLETION("completion of");

        private final String text;

        Feature(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }

        /** The name for people: with the feature as prefix unless it is a tool. */
        String label(String name) {
            return this == TOOL ? name : text + " " + name;
        }
    }

    /** What an operation does, from its MCP hints. For display and the audit: no decision reads it. */
    public enum Kind {
        read,
        write
    }

    /**
     * One row.
     *
     * @param name the tool's or prompt's name, the resource's URI or URI template
     * @param scope the one required scope
     * @param method the method with {@link Scoped}, as {@code class#method}
     */
    public record Row(Feature feature, String name, String scope, Kind kind, String method) {

        /** Its name, with the feature as prefix unless it is a tool; unique in the table that people read. */
        public String label() {
            return feature.label(name);
        }
    }

    private record Key(Feature feature, String name) {}

    private final List<Row> rows;
    private final Map<Key, Optional<Row>> byName;
    private final List<String> scopes;

    /** Cached per method: it is looked up in every call. */
    private final Map<Method, Optional<Row>> byMethod = new ConcurrentHashMap<>();

    ScopeTable(List<Row> unordered) {
        rows = unordered.stream()
                .sorted(Comparator.comparing(Row::feature)
                        .thenComparing(Row::kind)
                        .thenComparing(Row::name))
                .toList();
        // completions of two prompts may share a name; the first stands for both, as the interceptor decides by method
        byName = rows.stream()
                .collect(Collectors.toUnmodifiableMap(
                        row -> new Key(row.feature(), row.name()), Optional::of, (first, second) -> first));
        scopes = rows.stream().map(Row::scope).distinct().toList();
    }

    public List<Row> rows() {
        return rows;
    }

    /** Each scope once, in the order of the rows. */
    public List<String> scopes() {
        return scopes;
    }

    /** The row of this feature and name. If empty, the call must be refused. */
    Optional<Row> find(Feature feature, String name) {
        return byName.getOrDefault(new Key(feature, name), Optional.empty());
    }

    /** The row of this method, if it has {@link Scoped}. */
    public Optional<Row> find(Method method) {
        return byMethod.computeIfAbsent(
                method,
                wanted -> rows.stream()
                        .filter(row -> row.method().equals(place(wanted)))
                        .findFirst());
    }

    /** The name of a method in a row. */
    static String place(Method method) {
        return method.getDeclaringClass().getName() + "#" + method.getName();
    }

    /** The table as Markdown, as README and {@code /scopes} show it. */
    public String toMarkdown() {
        return rows.stream()
                .map(row -> "| %s | %s | %s |\n".formatted(row.label(), row.scope(), row.kind()))
                .collect(Collectors.joining("", "| tool | required scope | kind |\n| --- | --- | --- |\n", ""));
    }
}
