package dev.scopednotes.replicas;

import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.ServerKeys;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** nginx as a process of its own, with TLS, which asks for client certificates and passes them on. */
final class CertificateProxy {

    private static final Path CONFIGURATION = Path.of("src/test/walk/replicas/nginx-client-certificate.conf");

    private final Path directory;
    private final Process process;
    private final int port;

    CertificateProxy(ProductionServer server) throws Exception {
        directory = Files.createTempDirectory("certificate-proxy");
        // started as root, nginx works as somebody else
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        port = ProductionServer.freePort();
        writeKey();
        Path configuration = Files.writeString(
                directory.resolve("nginx.conf"),
                Files.readString(CONFIGURATION)
                        .replace("@directory@", directory.toString())
                        .replace("@port@", Integer.toString(port))
                        .replace("@server@", server.uri("").getAuthority()));
        process = new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .failFast("nginx has ended", () -> !process.isAlive())
                .until(this::listens);
    }

    private void writeKey() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(ServerKeys.file())) {
            store.load(in, ServerKeys.PASSWORD.toCharArray());
        }
        write("certificate.pem", "CERTIFICATE", store.getCertificate("first").getEncoded());
        write(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("first", ServerKeys.PASSWORD.toCharArray()).getEncoded());
    }

    private void write(String file, String label, byte[] der) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(label, Base64.getMimeEncoder().encodeToString(der)));
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + port);
    }

    void stop() throws Exception {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
