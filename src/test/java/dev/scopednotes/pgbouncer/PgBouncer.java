package dev.scopednotes.pgbouncer;

import dev.scopedgate.testsupport.ProductionServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Debian's PgBouncer in transaction mode on a free loopback port, with fewer sessions than callers. */
final class PgBouncer implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final int port;

    private PgBouncer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Only with the settings that it requires: everything that its default refuses is refused. */
    static PgBouncer before(String databaseUrl) throws IOException {
        URI database = URI.create(databaseUrl);
        int port = ProductionServer.freePort();
        Path directory = Files.createTempDirectory("pgbouncer");
        Path users = Files.writeString(directory.resolve("userlist.txt"), "\"postgres\" \"postgres\"\n");
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                notes = host=127.0.0.1 port=%d dbname=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 3
                """.formatted(
                        database.getPort(), database.getPath().substring(1), port, users));
        // it does not run as root, and reads them as the other user
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of("pgbouncer"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.add(settings.toString());
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PgBouncer started = new PgBouncer(process, log, port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .failFast(started.output(), () -> !process.isAlive())
                .until(started::listens);
        return started;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String url() {
        return "postgresql://127.0.0.1:" + port + "/notes";
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
