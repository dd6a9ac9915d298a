package dev.scopednotes.notes;

import dev.scopedgate.testsupport.Postgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A PostgreSQL for one test class, which the test can stop, start again on the same port and data, or freeze. It passes
 * its switches as {@code Runnable}s, because a test and its resources are loaded by different class loaders.
 */
public final class StoppableDatabase implements QuarkusTestResourceLifecycleManager {

    private Path data;
    private EmbeddedPostgres postgres;
    private int port;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("stoppable-database");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        up();
        port = postgres.getPort();
        return Map.of(
                "scoped-notes.database.url", "postgresql://127.0.0.1:" + port + "/postgres",
                "scoped-notes.database.username", "postgres",
                "scoped-notes.database.password", "postgres",
                // a call that cannot be served waits for it
                "scoped-notes.database.timeout", "2s");
    }

    @Override
    public void inject(TestInjector injector) {
        inject(injector, "startDatabase", this::up);
        inject(injector, "stopDatabase", this::down);
        inject(injector, "freezeDatabase", () -> signal("STOP"));
        inject(injector, "thawDatabase", () -> signal("CONT"));
    }

    private static void inject(TestInjector injector, String name, Runnable action) {
        injector.injectIntoFields(action, field -> field.getName().equals(name));
    }

    @Override
    public void stop() {
        down();
    }

    private void up() {
        try {
            postgres = Postgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    // the library turns it off, which a test about lost notes must not
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * To the postmaster and all its processes: they live, and answer nothing. The postmaster is first, and its processes are
     * listed twice, because it may be making one for a new connection, which would go on answering.
     */
    private void signal(String name) {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            kill(name, Stream.of(postmaster));
            for (int round = 0; round < 2; round++) {
                Thread.sleep(100);
                kill(
                        name,
                        ProcessHandle.of(postmaster).orElseThrow().descendants().map(ProcessHandle::pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void kill(String name, Stream<Long> processes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process)));
        if (command.size() > 2) {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }

    private void down() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
