package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The imports of the production code from framework internals, compared with the list in the package comment. */
class FrameworkInternalsTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern LISTED = Pattern.compile("\\{@code (io\\.[\\w.]+)}");
    private static final Pattern INSIDE = Pattern.compile(
            "io\\.vertx\\..*\\.impl\\..*|io\\.quarkus\\.(vertx\\.http|security)\\.runtime\\..*|io\\.smallrye\\..*\\.impl\\..*"
                    + "|io\\.quarkiverse\\.mcp\\.server\\.[a-z].*");

    @Test
    void thePackageCommentListsTheInternals() throws IOException {
        String comment = Files.readString(MAIN.resolve("dev/scopedgate/mcp/engine/package-info.java"));
        List<String> listed =
                LISTED.matcher(comment).results().map(found -> found.group(1)).toList();

        assertThat(imports().stream().filter(name -> INSIDE.matcher(name).matches()))
                .containsExactlyElementsOf(listed);
    }

    private static List<String> imports() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(FrameworkInternalsTest::importsOf)
                    .map(found -> found.group(1))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private static Stream<MatchResult> importsOf(Path file) {
        try {
            return IMPORT.matcher(Files.readString(file)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
