package dev.scopedgate.testsupport;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged application as a process of its own, on free loopback ports, with only these environment variables. */
public final class ProductionServer implements AutoCloseable {

    /** For a process that lives for seconds: without C2 and G1 it takes two thirds of the CPU to start. */
    public static final Map<String, String> QUICK_START =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<Integer> GIVEN_PORTS = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;

    private ProductionServer(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    public static ProductionServer start(Map<String, String> environment) throws IOException {
        return start(freePort(), environment);
    }

    /** The same, once it is ready. */
    public static ProductionServer ready(Map<String, String> environment) throws Exception {
        ProductionServer server = start(environment);
        try {
            server.awaitListening();
            Awaitility.await().atMost(PATIENCE).until(() -> server.readiness() == 200);
            return server;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    /** On that port, because the resource identifier must contain it. */
    public static ProductionServer start(int port, Map<String, String> environment) throws IOException {
        int managementPort = freePort();
        Path log = Files.createTempFile("scoped-notes", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SCOPED_NOTES") || name.startsWith("QUARKUS"));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        return new ProductionServer(builder.start(), log, port, managementPort);
    }

    /** The native executable in the build that makes one, else the jar. */
    private static List<String> command() {
        String executable = System.getProperty("native.image.path");
        return executable != null
                ? List.of(executable)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of("target", "quarkus-app", "quarkus-run.jar").toString());
    }

    /** A port that was not given out before: another process may not have opened it yet. */
    public static int freePort() throws IOException {
        int port;
        do {
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
        } while (!GIVEN_PORTS.add(port));
        return port;
    }

    public void awaitListening() throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!output().contains("Listening on:")) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException("not listening:\n" + output());
            }
            Thread.sleep(100);
        }
    }

    /** The status of its readiness. */
    public int readiness() {
        return RestAssured.get(managementUri("/q/health/ready")).statusCode();
    }

    /** Kills the process. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM, as an orchestrator does, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int awaitExit() throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running:\n" + output());
        }
        return process.exitValue();
    }

    public String output() throws IOException {
        return Files.readString(log);
    }

    /** The file of its {@link #output}. */
    public Path log() {
        return log;
    }

    /** The live heap after a full collection, which the measurement causes. */
    public long liveHeapBytes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process histogram = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String counted = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(counted.strip().replaceFirst("(?s).*\nTotal\\s+\\d+\\s+", ""));
    }

    /** The memory that the process has now, heap included. Linux only. */
    public long residentBytes() throws IOException {
        return residentBytes(process);
    }

    /** The most memory that the process ever had. Linux only. */
    public long mostResidentBytes() throws IOException {
        return statusBytes(process, "VmHWM:");
    }

    public static long residentBytes(Process process) throws IOException {
        return statusBytes(process, "VmRSS:");
    }

    private static long statusBytes(Process process, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public URI managementUri(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    /** Without the delay in which proxies notice: the test is over. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
