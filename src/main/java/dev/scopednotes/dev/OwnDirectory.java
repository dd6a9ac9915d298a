package dev.scopednotes.dev;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes a directory that only the user who runs this process can enter, whatever is in it. */
final class OwnDirectory {

    private OwnDirectory() {}

    static Path at(Path path) throws IOException {
        Files.createDirectories(path);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
        return path.toAbsolutePath();
    }
}
