package dev.scopednotes.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The TypeScript client of MCP 2026-07-28 in the middle of a purge: asked.mjs, which waits for its person's answer. */
final class AskedClient implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src", "test", "walk", "client-flow", "asked.mjs");
    private static final Path LIBRARIES = SCRIPT.resolveSibling("node_modules");

    private final Process node;
    private final BufferedReader output;

    private AskedClient(Process node) {
        this.node = node;
        output = node.inputReader();
    }

    /** The token is not visible in a list of processes. */
    static AskedClient start(URI mcp, String token, String user) throws IOException {
        assertThat(LIBRARIES)
                .as("npm ci in %s brings the client; src/test/walk/replicas/run does that", SCRIPT.getParent())
                .isDirectory();
        ProcessBuilder builder =
                new ProcessBuilder("node", SCRIPT.toString(), mcp.toString(), user).redirectErrorStream(true);
        builder.environment().put("TOKEN", token);
        return new AskedClient(builder.start());
    }

    /** What its person is asked. */
    String question() throws IOException {
        return output.readLine();
    }

    /** Lets the person answer yes; returns what the tool answers then. */
    String answerYes() throws IOException, InterruptedException {
        try (var input = node.outputWriter()) {
            input.write("yes\n");
        }
        String result = output.readLine();
        // the script ends by itself
        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(node.exitValue()).as(result).isZero();
        return result;
    }

    @Override
    public void close() {
        node.destroyForcibly();
    }
}
