package dev.scopednotes.start;

import dev.scopedgate.testsupport.ProductionServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One process of a packaged application on loopback, timed from its start. */
final class Launch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern CLASSES = Pattern.compile("Total Usage[^,]*, ([0-9]+) classes");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final long begun = System.nanoTime();
    private final int port;
    private final int managementPort;
    private final Path log;
    private final Process process;
    private final boolean attachable;

    Launch(Path javaHome, List<String> options, Path packaged, Map<String, String> settings) throws IOException {
        this(command(javaHome, options, packaged), settings, true);
    }

    /** Of a process that may run as another user, in another root directory. */
    Launch(List<String> command, Map<String, String> settings) throws IOException {
        this(command, settings, false);
    }

    private Launch(List<String> command, Map<String, String> settings, boolean attachable) throws IOException {
        this.attachable = attachable;
        port = ProductionServer.freePort();
        managementPort = ProductionServer.freePort();
        log = Files.createTempFile("scoped-notes-start", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(SCOPED_NOTES|QUARKUS|JDK_JAVA|JAVA_TOOL).*"));
        builder.environment().putAll(settings);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        process = builder.start();
    }

    private static List<String> command(Path javaHome, List<String> options, Path packaged) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.add("-jar");
        command.add(packaged.resolve("quarkus-run.jar").toString());
        return command;
    }

    /** How long after the start this request was first answered with that status. */
    Duration until(int status, HttpRequest request) throws Exception {
        while (true) {
            if (listens()) {
                try {
                    if (send(request).statusCode() == status) {
                        return Duration.ofNanos(System.nanoTime() - begun);
                    }
                } catch (IOException notYet) {
                    // closed again
                }
            }
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("no " + status + ":\n" + Files.readString(log));
            }
            Thread.sleep(5);
        }
    }

    /** Costs next to nothing, unlike a request that fails: the CPUs are shared with what is measured. */
    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Waits until it has logged this. */
    void untilLogged(String text) throws Exception {
        while (!Files.readString(log).contains(text)) {
            if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException("no '" + text + "':\n" + Files.readString(log));
            }
            Thread.sleep(50);
        }
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path) {
        return request(port, path);
    }

    HttpRequest.Builder managementRequest(String path) {
        return request(managementPort, path);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    /** What it has used so far on all CPUs, the compiler's threads and the kernel's work for it included. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** How many classes it has loaded; 0 if its JVM cannot be asked from here. */
    long classes() throws Exception {
        if (!attachable) {
            return 0;
        }
        Process metaspace = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "VM.metaspace")
                .redirectErrorStream(true)
                .start();
        String printed = new String(metaspace.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher classes = CLASSES.matcher(printed);
        if (!classes.find()) {
            throw new IllegalStateException(printed);
        }
        return Long.parseLong(classes.group(1));
    }

    /** What it has in memory now. Linux only. */
    long residentKilobytes() throws IOException {
        return ProductionServer.residentBytes(process) / 1024;
    }

    /** Stops it as an orchestrator does, waits until it has ended, and returns its output. */
    String stop() throws Exception {
        process.destroy();
        return ended();
    }

    /** Waits until it has ended by itself, and returns its output. */
    String ended() throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running:\n" + Files.readString(log));
        }
        return Files.readString(log);
    }

    /** Once it has ended. */
    int exitCode() {
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
