package dev.scopednotes.dev;

import dev.scopedgate.dev.OwnerOnly;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;

/**
 * The one embedded PostgreSQL of this JVM: started once, on a free loopback port, stopped with the JVM.
 *
 * <p>Other users of this machine cannot use it: every connection needs a password generated at the start, the
 * application's role is not a superuser, and only the own user can read the files.
 *
 * <p>URL and password are kept in system properties because a live reload loads this class again and must find the same
 * database. Their names do not begin with {@code scoped-notes}: an unknown setting would end the start.
 */
final class PostgresProcess {

    static final String ROLE = "notes";

    private static final String RUNNING_URL = "dev.scopednotes.dev.database.url";
    private static final String RUNNING_PASSWORD = "dev.scopednotes.dev.database.password";
    private static final Path DIRECTORY = Path.of("target", "embedded-postgres");

    private PostgresProcess() {}

    static String url() {
        return running(RUNNING_URL);
    }

    /** The password of {@link #ROLE}. */
    static String password() {
        return running(RUNNING_PASSWORD);
    }

    private static String running(String property) {
        synchronized (System.getProperties()) {
            if (System.getProperty(property) == null) {
                start();
            }
            return System.getProperty(property);
        }
    }

    private static void start() {
        String password = random();
        try {
            // the library's shutdown hook stops it and removes its data
            @SuppressWarnings("resource")
            EmbeddedPostgres postgres = initialized(random());
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create role %s login password '%s'".formatted(ROLE, password));
                statement.execute("create database %1$s owner %1$s".formatted(ROLE));
            }
            System.setProperty(RUNNING_PASSWORD, password);
            System.setProperty(RUNNING_URL, "postgresql://127.0.0.1:%d/%s".formatted(postgres.getPort(), ROLE));
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not start", e);
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded PostgreSQL did not create the application's role", e);
        }
    }

    /** Overrides the library's {@code -A trust}: it passes "locale" settings to initdb as later options. */
    private static EmbeddedPostgres initialized(String superuserPassword) throws IOException {
        Path directory = Files.createDirectories(DIRECTORY).toAbsolutePath();
        OwnerOnly.restrict(directory);
        Path passwordFile = Files.writeString(Files.createTempFile(directory, "initdb", ""), superuserPassword);
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(directory.resolve("binaries").toFile())
                    .setDataDirectory(Files.createTempDirectory(directory, "data"))
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setLocaleConfig("auth-local", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setConnectConfig("password", superuserPassword)
                    // no socket in /tmp
                    .setServerConfig("unix_socket_directories", "")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
