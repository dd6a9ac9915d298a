package dev.scopednotes.keycloak;

import dev.scopedgate.testsupport.ProductionServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Keycloak as a process of its own on loopback, with the realm of the cluster; its data outlives a restart. */
final class Keycloak {

    private static final Path HOME = Path.of(System.getProperty("keycloak.home", "target/keycloak"));
    private static final Path REALM = Path.of("k8s", "components", "keycloak", "realm.json");
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration BUILD = Duration.ofMinutes(5);

    private final String password = UUID.randomUUID().toString();
    private final Path log = HOME.resolveSibling("keycloak.log");
    private final Map<String, String> environment;
    private final int port;
    private Process process;

    Keycloak(String resource) throws IOException {
        port = ProductionServer.freePort();
        environment = Map.ofEntries(
                Map.entry("JAVA_OPTS_KC_HEAP", "-Xmx512m"),
                Map.entry("KC_DB", "dev-file"),
                Map.entry("KC_CACHE", "local"),
                Map.entry("KC_HTTP_ENABLED", "true"),
                Map.entry("KC_HTTP_HOST", "127.0.0.1"),
                Map.entry("KC_HTTP_PORT", Integer.toString(port)),
                Map.entry("KC_HOSTNAME", "http://127.0.0.1:" + port),
                Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", "admin"),
                Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", password),
                Map.entry("SCOPED_GATE_RESOURCE", resource));
    }

    /** An empty one that imports the realm. The first start after unpacking also builds it, which is cached. */
    void startEmpty() throws Exception {
        if (!Files.isDirectory(HOME)) {
            throw new IllegalStateException(
                    "no Keycloak in " + HOME + "; ./mvnw verify -Pkeycloak fetches and unpacks it");
        }
        delete(HOME.resolve("data"));
        Path imports = Files.createDirectories(HOME.resolve("data").resolve("import"));
        Files.copy(REALM, imports.resolve("realm.json"));
        start(START.plus(BUILD), "start", "--import-realm");
    }

    void startAgain() throws Exception {
        start(START, "start", "--optimized");
    }

    private void start(Duration patience, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(HOME.resolve("bin/kc.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("KC_") || name.startsWith("QUARKUS"));
        builder.environment().putAll(environment);
        process = builder.start();
        for (Instant end = Instant.now().plus(patience); !serves(); Thread.sleep(500)) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException("Keycloak does not serve the realm:\n" + Files.readString(log));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean serves() {
        try {
            new Socket("127.0.0.1", port).close();
            return RestAssured.get(issuer()).statusCode() == 200;
        } catch (IOException e) {
            // it does not accept connections yet, or closes those that it accepts while it starts
            return false;
        }
    }

    String issuer() {
        return uri("/realms/notes").toString();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    String adminPassword() {
        return password;
    }

    /** The JVM first, and with it kc.sh, which may be its parent. */
    void stop() {
        if (process == null) {
            return;
        }
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 60, TimeUnit.SECONDS)
                .join();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
