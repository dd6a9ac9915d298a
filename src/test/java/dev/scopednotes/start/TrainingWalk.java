package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Writes the AOT cache of the packaged application (JEP 483, 514, 515) from a start like any in production, with every
 * check, a database and an issuer: no setting that weakens a start exists for its sake.
 */
class TrainingWalk {

    private static final int ROUNDS = 50;
    private static final Path PACKAGE = Path.of("target", "quarkus-app");
    private static final Path CACHE = PACKAGE.resolve("app.aot");
    private static final Path JAVA = Path.of(System.getProperty("training.java"));

    @Test
    void aServerThatHasServedLeavesItsCacheBehind() throws Exception {
        try (Surroundings surroundings = new Surroundings()) {
            try (Launch server = new Launch(
                    JAVA, List.of("-XX:AOTCacheOutput=" + CACHE), PACKAGE, surroundings.environment(Map.of()))) {
                Traffic traffic = new Traffic(server);
                server.until(401, traffic.stranger());
                server.until(200, traffic.reads());
                for (int round = 0; round < ROUNDS; round++) {
                    traffic.round();
                }
                assertThat(server.stop()).contains("stopped in");
            }
            assertThat(Files.size(CACHE)).isGreaterThan(10_000_000);

            // it must fit: with AOTMode=on a cache that does not would end the start
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
