package dev.scopedgate.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PKCS 12 file of two keys with self-signed certificates, made once for all tests of a JVM. */
public final class ServerKeys {

    public static final String PASSWORD = "only-for-the-test";
    public static final String FIRST_NAME = "notes.example.test";
    public static final String SECOND_NAME = "other.example.test";

    private static Path file;

    private ServerKeys() {}

    public static synchronized Path file() {
        if (file == null) {
            try {
                Path directory = Files.createTempDirectory("server-keys");
                file = directory.resolve("keys.p12");
                make(file, "first", FIRST_NAME);
                make(file, "second", SECOND_NAME);
                file.toFile().deleteOnExit();
                directory.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return file;
    }

    /** Adds a key with a self-signed certificate. */
    static void make(Path file, String alias, String name) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
