package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Surroundings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The application writes no file: a read-only file system without a temporary directory is enough. */
@Execution(ExecutionMode.CONCURRENT)
class NoFileIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final Path PACKAGE = Path.of("target", "quarkus-app");

    @Test
    void servesWithoutATemporaryDirectory() throws Exception {
        // a file is not a directory, not even for root
        Path none = Path.of("pom.xml").toAbsolutePath().resolve("tmp");
        List<String> options = List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + none);
        try (Surroundings surroundings = new Surroundings();
                Launch server = new Launch(JAVA, options, PACKAGE, surroundings.environment(Map.of()))) {
            Traffic traffic = new Traffic(server);
            server.until(401, traffic.stranger());
            server.until(200, traffic.reads());
            traffic.round();
        }
    }

    @Test
    void leavesTheTemporaryDirectoryEmpty(@TempDir Path directory) throws Exception {
        List<String> options = List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + directory);
        try (Surroundings surroundings = new Surroundings();
                Launch server = new Launch(JAVA, options, PACKAGE, surroundings.environment(Map.of()))) {
            Traffic traffic = new Traffic(server);
            server.until(200, traffic.reads());
            traffic.round();
            assertThat(directory).isEmptyDirectory();
        }
    }
}
