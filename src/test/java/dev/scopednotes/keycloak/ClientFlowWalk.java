package dev.scopednotes.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real MCP client that knows only the URL, through Keycloak's pages, to a step-up that works and two that cannot. */
@ExtendWith(WithInstallation.class)
class ClientFlowWalk {

    private static final Path SCRIPT = Path.of("src", "test", "walk", "client-flow", "keycloak.mjs");
    private static final Path LIBRARIES = SCRIPT.resolveSibling("node_modules");

    private final Installation installation;

    ClientFlowWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    void theClientWalks() throws Exception {
        assertThat(LIBRARIES)
                .as("npm ci in %s brings the client; src/test/walk/keycloak/run does that", SCRIPT.getParent())
                .isDirectory();
        Path output = Files.createTempFile("client-flow", ".log");
        Process walk = node(output);
        try {
            // the script ends by itself before that
            assertThat(walk.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(walk.exitValue()).isZero();
        } finally {
            walk.destroyForcibly();
            System.out.print(Files.readString(output));
            Files.delete(output);
        }
    }

    /** The passwords are not visible in a list of processes. */
    private Process node(Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "node", SCRIPT.toString(), installation.uri("/mcp").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("RAY", installation.passwordOf("ray"));
        builder.environment().put("MICH", installation.passwordOf("mich"));
        return builder.start();
    }
}
