package dev.scopednotes.bench;

import dev.scopedgate.testsupport.ProductionServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A built application as a process of its own on loopback, whose CPU time can be read. */
final class MeasuredServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The collector that a JVM chooses by itself in a container with less than two CPUs or 2 GB. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final Process process;
    private final int port;

    private MeasuredServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static MeasuredServer start(BuiltApplication application, Map<String, String> environment) throws Exception {
        int port = ProductionServer.freePort();
        Path log = application.runner().resolveSibling("server-" + port + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(System.getProperty("bench.jvm", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-jar", application.runner().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SCOPED_NOTES") || name.startsWith("QUARKUS"));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ProductionServer.freePort()));
        MeasuredServer server = new MeasuredServer(builder.start(), port);
        server.awaitListening(log);
        return server;
    }

    private void awaitListening(Path log) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.readString(log).contains("Listening on:")) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IllegalStateException("not listening:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    int port() {
        return port;
    }

    /** The CPU time that the process has used so far, on every thread that serves, kernel time included. */
    Duration cpu() throws IOException {
        return CpuTime.of(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
