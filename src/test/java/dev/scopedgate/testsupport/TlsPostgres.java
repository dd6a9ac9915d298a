package dev.scopedgate.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A PostgreSQL that speaks TLS with a self-signed certificate for only the name localhost. */
public final class TlsPostgres implements AutoCloseable {

    private static final String PASSWORD = "only-for-the-test";

    private final EmbeddedPostgres postgres;
    private final Path certificate;

    private TlsPostgres(EmbeddedPostgres postgres, Path certificate) {
        this.postgres = postgres;
        this.certificate = certificate;
    }

    /** With its key and certificate in that directory. */
    public static TlsPostgres start(Path directory) throws Exception {
        Path certificate = selfSigned(directory, "server");
        return new TlsPostgres(
                Postgres.builder()
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", certificate.toString())
                        .setServerConfig(
                                "ssl_key_file", directory.resolve("server.key").toString())
                        .start(),
                certificate);
    }

    /** A key of that name in that directory; the certificate beside it, in PEM. */
    public static Path selfSigned(Path directory, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "a", "-keyalg", "RSA", "-keysize", "2048", "-validity", "2"));
        command.addAll(List.of("-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + keytool.exitValue());
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        Path key = directory.resolve(name + ".key");
        // PostgreSQL refuses a key that others may read, except on Windows
        Files.createFile(key);
        var posix = Files.getFileAttributeView(key, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(
                key, pem("PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded()));
        return Files.writeString(
                directory.resolve(name + ".crt"),
                pem("CERTIFICATE", keys.getCertificate("a").getEncoded()));
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(content), type);
    }

    public EmbeddedPostgres postgres() {
        return postgres;
    }

    /** The trust anchor for a client. */
    public Path certificate() {
        return certificate;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
