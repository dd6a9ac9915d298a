package dev.scopedgate;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the allowed dependencies between packages: no two depend on each other, and the library does not know the
 * example.
 */
class DependenciesTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern PACKAGE = Pattern.compile("^package (dev[\\w.]+);", Pattern.MULTILINE);
    private static final Pattern NOT_CODE =
            Pattern.compile("^package .*$|/\\*[\\s\\S]*?\\*/|//.*$|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile("\\b(dev\\.scoped(?:gate|notes)(?:\\.[a-z]\\w*)*)\\.[A-Z]");

    /** Of the library's packages, each after those that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("settings", Set.of()),
            entry("http", Set.of()),
            entry("http.client", Set.of("http")),
            entry("metrics", Set.of("http")),
            entry("bounds", Set.of("metrics")),
            entry("connection", Set.of("settings", "bounds")),
            entry("oauth", Set.of("settings", "bounds", "http")),
            entry("oauth.keys", Set.of("settings", "http", "http.client", "oauth")),
            entry("oauth.bound", Set.of("settings", "http", "metrics", "oauth", "oauth.keys")),
            entry("oauth.token", Set.of("http", "http.client", "metrics", "oauth", "oauth.keys")),
            entry(
                    "oauth.bearer",
                    Set.of("bounds", "http", "metrics", "oauth", "oauth.keys", "oauth.bound", "oauth.token")),
            entry("perimeter", Set.of("settings", "bounds", "http", "connection", "oauth")),
            entry("limits", Set.of("settings", "bounds", "http", "metrics", "oauth", "oauth.bearer")),
            entry("gate", Set.of("settings", "http", "metrics", "oauth")),
            entry("gate.build", Set.of("http", "gate")),
            entry("mcp.jsonrpc", Set.of("http")),
            entry("mcp.era", Set.of("http", "mcp.jsonrpc")),
            entry("mcp.ask", Set.of("settings", "oauth", "mcp.jsonrpc")),
            entry("mcp.engine", Set.of("settings", "bounds", "http", "oauth", "mcp.jsonrpc", "mcp.era", "mcp.ask")),
            entry(
                    "mcp",
                    Set.of(
                            "bounds",
                            "http",
                            "metrics",
                            "connection",
                            "oauth",
                            "gate",
                            "mcp.jsonrpc",
                            "mcp.era",
                            "mcp.ask",
                            "mcp.engine")),
            entry("tracing", Set.of("http", "oauth", "oauth.bearer", "gate")),
            entry("audit", Set.of("settings", "http", "metrics", "oauth", "oauth.bearer", "gate")),
            entry("page", Set.of("settings", "http", "oauth", "gate")),
            entry("dev", Set.of()),
            entry("dev.idp.client", Set.of()),
            entry("dev.idp", Set.of("gate", "dev", "dev.idp.client")));

    /** What an application of the library may use; the development tools also use the stand-in identity provider. */
    private static final Set<String> FOR_APPLICATIONS =
            Set.of("dev.scopedgate.gate", "dev.scopedgate.mcp.ask", "dev.scopedgate.oauth", "dev.scopedgate.settings");

    private static final String EXAMPLE = "dev.scopednotes.";

    /** Which of its own packages each package of the example uses: the notes are above the other three. */
    private static final Map<String, Set<String>> IN_THE_EXAMPLE = Map.of(
            "notes", Set.of("notes.arguments", "notes.database"),
            "notes.arguments", Set.of(),
            "notes.database", Set.of(),
            "notes.schema", Set.of("notes.database"));

    @Test
    void eachPackageOfTheLibraryUsesOnlyThoseBelowIt() throws IOException {
        assertThat(uses("dev.scopedgate.")).isEqualTo(withPrefix(MAY_USE));
    }

    @Test
    void theExampleUsesOnlyWhatIsForApplications() throws IOException {
        Map<String, Set<String>> uses = uses(EXAMPLE);

        assertThat(uses.remove("dev")).containsExactly("dev.scopedgate.dev", "dev.scopedgate.gate");
        Map<String, Set<String>> own = new TreeMap<>();
        uses.forEach((name, used) -> own.put(name, parts(used, EXAMPLE)));
        assertThat(own).isEqualTo(IN_THE_EXAMPLE);
        assertThat(uses)
                .allSatisfy((name, used) -> assertThat(FOR_APPLICATIONS)
                        .containsAll(used.stream()
                                .filter(each -> !each.startsWith(EXAMPLE))
                                .toList()));
    }

    private static Set<String> parts(Set<String> used, String prefix) {
        return used.stream()
                .filter(each -> each.startsWith(prefix))
                .map(each -> each.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noTwoPackagesDependOnEachOther() {
        Set<String> placed = new TreeSet<>();
        while (placed.size() < MAY_USE.size()) {
            List<String> next = MAY_USE.keySet().stream()
                    .filter(name -> !placed.contains(name) && placed.containsAll(MAY_USE.get(name)))
                    .toList();
            assertThat(next).as("packages that use only %s", placed).isNotEmpty();
            placed.addAll(next);
        }
    }

    private static Map<String, Set<String>> withPrefix(Map<String, Set<String>> packages) {
        Map<String, Set<String>> named = new TreeMap<>();
        packages.forEach((name, used) -> {
            Set<String> names = new TreeSet<>();
            used.forEach(each -> names.add("dev.scopedgate." + each));
            named.put(name, names);
        });
        return named;
    }

    /** The other packages that a package's code names, without the prefix. */
    private static Map<String, Set<String>> uses(String prefix) throws IOException {
        Map<String, Set<String>> uses = new TreeMap<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                String own = PACKAGE.matcher(source)
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1);
                if (own.startsWith(prefix)) {
                    Set<String> used = uses.computeIfAbsent(own.substring(prefix.length()), name -> new TreeSet<>());
                    USE.matcher(NOT_CODE.matcher(source).replaceAll(""))
                            .results()
                            .map(found -> found.group(1))
                            .filter(name -> !name.equals(own))
                            .forEach(used::add);
                }
            }
        }
        return uses;
    }
}
