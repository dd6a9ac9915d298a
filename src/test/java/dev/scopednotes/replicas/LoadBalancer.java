package dev.scopednotes.replicas;

import dev.scopedgate.testsupport.ProductionServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** nginx as a process of its own, in a directory of its own, sending each request to the next replica. */
final class LoadBalancer {

    private static final Path CONFIGURATION = Path.of("src/test/walk/replicas/nginx.conf");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path directory;
    private final int port;

    private LoadBalancer(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    static LoadBalancer before(List<ProductionServer> replicas) throws Exception {
        Path directory = Files.createTempDirectory("replicas");
        // started as root, nginx works as somebody else
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = ProductionServer.freePort();
        Path configuration = configure(directory, port, replicas);
        var balancer = new LoadBalancer(nginx(directory, configuration), directory, port);
        try {
            balancer.awaitListening();
            return balancer;
        } catch (Exception e) {
            balancer.stop();
            throw e;
        }
    }

    private static Path configure(Path directory, int port, List<ProductionServer> replicas) throws IOException {
        String servers = replicas.stream()
                .map(replica -> "server " + replica.uri("").getAuthority() + " max_fails=0;")
                .collect(Collectors.joining("\n        "));
        return Files.writeString(
                directory.resolve("nginx.conf"),
                Files.readString(CONFIGURATION)
                        .replace("@directory@", directory.toString())
                        .replace("@port@", Integer.toString(port))
                        .replace("@servers@", servers));
    }

    /** From now on new requests go only to these; running requests continue elsewhere. */
    void sendTo(List<ProductionServer> replicas) throws Exception {
        Path configuration = configure(directory, port, replicas);
        Process reload = new ProcessBuilder(
                        "nginx", "-p", directory.toString(), "-c", configuration.toString(), "-s", "reload")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("reload").toFile())
                .start();
        if (reload.waitFor() != 0) {
            throw new IllegalStateException("nginx: " + Files.readString(directory.resolve("reload")));
        }
    }

    private static Process nginx(Path directory, Path configuration) {
        try {
            return new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("nginx is not on the PATH; .ci/run installs it from Debian", e);
        }
    }

    private void awaitListening() throws Exception {
        for (Instant end = Instant.now().plus(PATIENCE); ; Thread.sleep(50)) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException refused) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    throw new IllegalStateException(
                            "nginx does not listen:\n" + Files.readString(directory.resolve("output")), refused);
                }
            }
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** A request as it was forwarded; the last address is the one that answered. */
    record Passed(String method, int status, String sessions, List<String> upstreams) {

        private static Passed parse(String line) {
            String[] parts = line.split(" ", 4);
            return new Passed(parts[0], Integer.parseInt(parts[1]), parts[2], List.of(parts[3].split(", ")));
        }

        String answeredBy() {
            return upstreams.get(upstreams.size() - 1);
        }
    }

    List<Passed> passed() throws IOException {
        return Files.readAllLines(directory.resolve("access.log")).stream()
                .map(Passed::parse)
                .toList();
    }

    void stop() throws Exception {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
