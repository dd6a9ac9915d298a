package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.fixture.FixtureTools;
import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What README and the threat model say about the code, compared with the code. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ReadmeTest {

    @Inject
    ScopeTable table;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"README.md", ".github/SECURITY.md"})
    void theScopeTableIsTheOneThatIsEnforced(String document) throws IOException {
        String text = Files.readString(Path.of(document));
        String begin = "<!-- scope table: begin -->\n";
        String end = "<!-- scope table: end -->";

        assertThat(text).containsOnlyOnce(begin).containsOnlyOnce(end);
        assertThat(text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end)))
                .isEqualTo(table.toMarkdown()
                        .lines()
                        .filter(line -> !line.startsWith("| " + FixtureTools.PREFIX))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()));
    }
}
