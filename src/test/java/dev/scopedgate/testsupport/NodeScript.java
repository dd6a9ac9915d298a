package dev.scopedgate.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A script of {@code src/test/walk} that checks a running server, and fails the test if one of its checks fails. */
public final class NodeScript {

    private static final Path WALKS = Path.of("src/test/walk");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private NodeScript() {}

    /**
     * Runs the script to its end. Its first argument is the URL of the MCP endpoint; RESOURCE and SERVER_LOG are in its
     * environment. What is in the environment is not visible in a list of processes.
     */
    public static void run(
            String script, ProductionServer server, List<String> arguments, Map<String, String> environment)
            throws Exception {
        Path libraries = WALKS.resolve(script).resolveSibling("node_modules");
        assertThat(libraries)
                .as("npm ci in %s brings the client; the run script of the walk does that", libraries.getParent())
                .isDirectory();
        String endpoint = server.uri("/mcp").toString();
        List<String> command =
                new ArrayList<>(List.of("node", WALKS.resolve(script).toString(), endpoint));
        command.addAll(arguments);
        // not inherited: the output of the test process belongs to the test framework
        Path said = Files.createTempFile("walk", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("RESOURCE", endpoint);
        builder.environment().put("SERVER_LOG", server.log().toString());
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
