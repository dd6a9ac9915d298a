package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code compatibility.md} names the versions that the build, the walks and the sources name. */
class CompatibilityTest {

    private static final Path PAGE = Path.of("src", "main", "docs", "compatibility.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| `([^`|]+)` `([^`|]+)` \\|$");
    private static final Pattern PROTOCOL_ROW = Pattern.compile("(?m)^\\| (\\d{4}-\\d{2}-\\d{2}) \\| yes");

    /** A component, its version, and the place that sets it. */
    private record Row(String component, String version, String file, String name) {

        static Row of(MatchResult row) {
            return new Row(row.group(1), row.group(2), row.group(3), row.group(4));
        }

        @Override
        public String toString() {
            return component;
        }
    }

    static Stream<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results().map(Row::of).toList().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void listsTheVersionOfThePom(Row row) throws IOException {
        String file = Files.readString(Path.of(row.file()));
        if (row.file().endsWith(".json")) {
            assertThat(new JsonObject(file).getJsonObject("dependencies").getString(row.name()))
                    .isEqualTo(row.version());
        } else {
            assertThat(file).contains("<%1$s>%2$s</%1$s>".formatted(row.name(), row.version()));
        }
    }

    @Test
    void listsTheAcceptedProtocolVersions() throws IOException {
        List<String> versions = PROTOCOL_ROW
                .matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            String expectations = Files.readString(files.filter(file -> file.endsWith("ProtocolVersions.java"))
                    .findFirst()
                    .orElseThrow());

            List<String> modern = versions.subList(0, 1);
            List<String> legacy = versions.subList(1, versions.size());
            assertThat(expectations)
                    .contains("MODERN = List.of(\"" + String.join("\", \"", modern) + "\");")
                    .contains("LEGACY = List.of(\"" + String.join("\", \"", legacy) + "\");");
        }
    }
}
