package dev.scopednotes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** README shows the commands that {@code quarkus:dev} prints for its default ports. */
class ReadmeCommandsTest {

    @Test
    void readmeHasEveryCommand() throws IOException {
        Walkthrough walkthrough = new Walkthrough(
                List.of(new Row(Feature.TOOL, "add_note", "notes:write", Kind.write, "Notes#add")),
                URI.create("http://127.0.0.1:8000/mcp"),
                "http://127.0.0.1:8001",
                Shell.POSIX);

        assertThat(walkthrough.text(true).lines().map(String::strip).filter(line -> line.startsWith("curl ")))
                .hasSize(4)
                .allMatch(Files.readAllLines(Path.of("README.md"))::contains);
    }
}
