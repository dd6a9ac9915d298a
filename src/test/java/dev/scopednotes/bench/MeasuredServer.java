package dev.scopednotes.bench;

import dev.scopedgate.testsupport.ProductionServer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A built application as a process of its own on loopback, whose CPU time can be read. */
final class MeasuredServer implements Closeable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The collector that a JVM chooses by itself in a container with less than two CPUs or 2 GB. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

    private final Process process;
    private final int port;
    private final Path log;

    private MeasuredServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** The packaged application, under a command such as one that restricts its CPUs, or none; it may not listen yet. */
    static MeasuredServer launch(Path runner, Map<String, String> environment, List<String> under) throws Exception {
        int port = ProductionServer.freePort();
        Map<String, String> all = new HashMap<>(environment);
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        all.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        all.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ProductionServer.freePort()));
        return launch(
                port, runner.resolveSibling("server-" + port + ".log"), under, List.of("-jar", runner.toString()), all);
    }

    /** A class of the tests, which gets the port as its first argument. */
    static MeasuredServer start(Path directory, Class<?> main, List<String> arguments) throws Exception {
        int port = ProductionServer.freePort();
        List<String> program = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), main.getName(), Integer.toString(port)));
        program.addAll(arguments);
        return launch(port, directory.resolve("server-" + port + ".log"), List.of(), program, Map.of())
                .listening();
    }

    private static MeasuredServer launch(
            int port, Path log, List<String> under, List<String> program, Map<String, String> environment)
            throws Exception {
        List<String> command = new ArrayList<>(under);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(System.getProperty("bench.jvm", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(program);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SCOPED_NOTES") || name.startsWith("QUARKUS"));
        builder.environment().putAll(environment);
        return new MeasuredServer(builder.start(), port, log);
    }

    /** The same, once it listens. */
    MeasuredServer listening() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!Files.readString(log).contains("Listening on:")) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IllegalStateException("not listening:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return this;
    }

    KeptConnection connect() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("ended:\n" + Files.readString(log));
        }
        return new KeptConnection(port);
    }

    /** How much it has logged so far. */
    long logBytes() throws IOException {
        return Files.size(log);
    }

    long residentBytes() throws IOException {
        return ProductionServer.residentBytes(process);
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
