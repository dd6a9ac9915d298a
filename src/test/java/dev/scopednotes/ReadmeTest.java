package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.gate.ScopeTable;
import dev.scopednotes.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What README says of the code, compared with the code. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ReadmeTest {

    @Inject
    ScopeTable table;

    @Test
    void theScopeTableInReadmeIsTheOneThatIsEnforced() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String begin = "<!-- scope table: begin -->\n";
        String end = "<!-- scope table: end -->";

        assertThat(readme).containsOnlyOnce(begin).containsOnlyOnce(end);
        assertThat(readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf(end)))
                .isEqualTo(table.toMarkdown());
    }
}
