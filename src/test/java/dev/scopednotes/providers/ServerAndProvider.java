package dev.scopednotes.providers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged application with its own database, and a Node walk that starts the provider and checks both. */
final class ServerAndProvider {

    private static final Path WALKS = Path.of("src/test/walk");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private ServerAndProvider() {}

    /** Starts the server with these settings and runs that script with its arguments and environment to its end. */
    static void walk(
            Map<String, String> settings, String script, List<String> arguments, Map<String, String> environment)
            throws Exception {
        try (EmbeddedPostgres postgres = Postgres.builder().start();
                ProductionServer server = ProductionServer.start(complete(settings, postgres.getPort()))) {
            server.awaitListening();
            List<String> command =
                    new ArrayList<>(List.of("node", WALKS.resolve(script).toString()));
            command.add(server.uri("/mcp").toString());
            command.addAll(arguments);
            // not inherited: the output of the test process belongs to the test framework
            Path said = Files.createTempFile("walk", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().put("RESOURCE", server.uri("/mcp").toString());
            builder.environment().putAll(environment);
            Process walk = builder.start();
            try {
                assertThat(walk.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("the walk comes to an end")
                        .isTrue();
            } finally {
                walk.destroyForcibly();
                System.out.print(Files.readString(said));
                Files.delete(said);
            }
            assertThat(walk.exitValue()).as(server.output()).isZero();
        }
    }

    private static Map<String, String> complete(Map<String, String> settings, int databasePort) {
        Map<String, String> complete = new HashMap<>(settings);
        complete.put("SCOPED_GATE_RESOURCE", "http://127.0.0.1:${quarkus.http.port}/mcp");
        complete.put("SCOPED_GATE_STATE_KEY", Surroundings.STATE_KEY);
        complete.put("SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:" + databasePort + "/postgres");
        complete.put("SCOPED_NOTES_DATABASE_USERNAME", "postgres");
        complete.put("SCOPED_NOTES_DATABASE_PASSWORD", "postgres");
        // the client's notes belong to a user whom the provider does not know
        complete.put("SCOPED_NOTES_ACCESS", "shared");
        return complete;
    }
}
