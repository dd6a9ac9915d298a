package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Writes the AOT cache of the packaged application (JEP 483, 514, 515) from a start as in production, with every check,
 * a database and an issuer: no setting weakens a start for it.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class TrainingWalk {

    private static final int ROUNDS = 50;
    private static final Path PACKAGE = Path.of("target", "quarkus-app");
    private static final Path CACHE = PACKAGE.resolve("app.aot");
    private static final Path JAVA = Path.of(System.getProperty("training.java"));

    /**
     * With a collector that can archive objects and a heap of compressed references, on any machine: without either, a
     * cache is refused or less useful where the image runs.
     */
    private static List<String> recording() {
        return List.of("-XX:+UseG1GC", "-Xmx576m", "-XX:AOTCacheOutput=" + CACHE);
    }

    @Test
    void aServerWritesItsCacheWhenItStops() throws Exception {
        ImageFiles.giveTime(PACKAGE);
        assertThat(ImageFiles.time(JAVA.resolve("lib").resolve("modules")).getNano())
                .as("the Java's files need whole seconds before the training: layers store nothing finer")
                .isZero();
        try (Surroundings surroundings = new Surroundings()) {
            try (Launch server = new Launch(JAVA, recording(), PACKAGE, surroundings.environment(Map.of()))) {
                Traffic traffic = new Traffic(server);
                server.until(401, traffic.stranger());
                server.until(200, traffic.reads());
                for (int round = 0; round < ROUNDS; round++) {
                    traffic.round();
                }
                assertThat(server.stop()).contains("stopped in");
            }
            assertThat(Files.size(CACHE)).isGreaterThan(10_000_000);

            // it must fit: with AOTMode=on a cache that does not fit would end the start
            try (Launch server = new Launch(
                    JAVA,
                    List.of("-XX:AOTCache=" + CACHE, "-XX:AOTMode=on"),
                    PACKAGE,
                    surroundings.environment(Map.of()))) {
                Traffic traffic = new Traffic(server);
                server.until(401, traffic.stranger());
                server.until(200, traffic.reads());
                traffic.round();
            }
        }
    }
}
