package dev.scopednotes.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The measured tools as Java source: the same methods with a scope and without, so many of them as asked for. */
final class ToolSources {

    /** Returns its argument, so that the gate's share of the cost is the largest. */
    static final String ECHO = "echo";

    /** Reads one row from PostgreSQL: the least that a real tool costs. */
    static final String SELECT = "select";

    /** Another {@link #ECHO}, whose scope no token of the benchmark has. */
    static final String FORBIDDEN = "forbidden";

    static final String SCOPE = "bench:use";

    private static final int NAMED = 3;
    private static final int METHODS_OF_A_CLASS = 50;

    private static final String CLASS = """
            package added;
            import io.quarkiverse.mcp.server.Tool;
            import io.smallrye.mutiny.Uni;
            import io.vertx.mutiny.sqlclient.*;
            import jakarta.inject.*;
            %s
            @Singleton
            public class %s {
                %s
            }
            """;

    private static final String ECHOING = """
            @Tool(name = "%s", description = "Says it again") Uni<String> %1$s(String text) {
                return Uni.createFrom().item(text);
            }
            """;

    private static final String SELECTING = """
            @Inject Pool pool;
            %s @Tool(name = "select", description = "Reads it from the database") Uni<String> select(String text) {
                return pool.withConnection(connection ->
                                connection.preparedQuery("select $1::text as said").execute(Tuple.of(text)))
                        .map(rows -> rows.iterator().next().getString("said"));
            }
            """;

    private final boolean scoped;
    private final int tools;

    ToolSources(boolean scoped, int tools) {
        this.scoped = scoped;
        this.tools = tools;
    }

    /** The name of the one that is declared last of so many. */
    static String last(int tools) {
        return tools == NAMED ? FORBIDDEN : "tool_" + tools;
    }

    /** File name to source. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        add(files, "Named", SELECTING.formatted(scope(SCOPE)) + echo(ECHO, SCOPE) + echo(FORBIDDEN, "bench:other"));
        for (int first = NAMED + 1; first <= tools; first += METHODS_OF_A_CLASS) {
            String methods = IntStream.range(first, Math.min(first + METHODS_OF_A_CLASS, tools + 1))
                    .mapToObj(number -> echo("tool_" + number, SCOPE))
                    .collect(Collectors.joining());
            add(files, "From" + first, methods);
        }
        return files;
    }

    private void add(Map<String, String> files, String name, String methods) {
        String gate = scoped ? "import dev.scopedgate.gate.Scoped;" : "";
        files.put(name + ".java", CLASS.formatted(gate, name, methods));
    }

    private String echo(String name, String scope) {
        return scope(scope) + ECHOING.formatted(name);
    }

    private String scope(String scope) {
        return scoped ? "@Scoped(\"%s\") ".formatted(scope) : "";
    }
}
