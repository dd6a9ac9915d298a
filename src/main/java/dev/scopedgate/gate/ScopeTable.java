package dev.scopedgate.gate;

import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole security model on one screen: which scope each tool, resource and prompt needs, as recorded from
 * {@link Scoped} when the application was built; ordered by feature, kind and name.
 */
public final class ScopeTable {

    /** What a row is about, in the words of the MCP specification. */
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

        /** A name of this feature as people read it: after the feature where it is no tool. */
        String label(String name) {
            return this == TOOL ? name : text + " " + name;
        }
    }

    /** What an operation does, as its MCP hints say, for the reader's eyes: no decision reads it. */
    public enum Kind {
        read,
        write
    }

    /**
     * One row.
     *
     * @param name the tool's or prompt's name, the resource's URI or URI template
     * @param scope the one scope that it needs
     * @param method where {@link Scoped} stands, as {@code class#method}
     */
    public record Row(Feature feature, String name, String scope, Kind kind, String method) {

        /** Its name, after the feature where it is no tool; no two rows of the table that people read have the same. */
        public String label() {
            return feature.label(name);
        }
    }

    private record Key(Feature feature, String name) {}

    private final List<Row> rows;
    private final Map<Key, Row> byName;
    private final List<String> scopes;

    /** Found once for each method: it is asked for in every call. */
    private final Map<Method, Optional<Row>> byMethod = new ConcurrentHashMap<>();

    ScopeTable(List<Row> unordered) {
        rows = unordered.stream()
                .sorted(Comparator.comparing(Row::feature)
                        .thenComparing(Row::kind)
                        .thenComparing(Row::name))
                .toList();
        // two prompts' completions may share a name; the first stands for both, as the interceptor decides by method
        byName = rows.stream()
                .collect(Collectors.toUnmodifiableMap(
                        row -> new Key(row.feature(), row.name()), Function.identity(), (first, second) -> first));
        scopes = rows.stream().map(Row::scope).distinct().toList();
    }

    /** All rows. */
    public List<Row> rows() {
        return rows;
    }

    /** Every scope of the table, once each, in the order of the rows. */
    public List<String> scopes() {
        return scopes;
    }

    /** The row of that feature and name, or nothing: what is not in the table must be refused. */
    Optional<Row> find(Feature feature, String name) {
        return Optional.ofNullable(byName.get(new Key(feature, name)));
    }

    /** The row whose {@link Scoped} stands on that method, or nothing. */
    public Optional<Row> find(Method method) {
        return byMethod.computeIfAbsent(
                method,
                wanted -> rows.stream()
                        .filter(row -> row.method().equals(place(wanted)))
                        .findFirst());
    }

    /** How a row names a method. */
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
