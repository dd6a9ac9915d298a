package dev.scopednotes.dev;

import dev.scopedgate.dev.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates a directory that only the user of this process can access. */
final class OwnDirectory {

    private OwnDirectory() {}

    static Path at(Path path) throws IOException {
        Files.createDirectories(path);
        OwnerOnly.restrict(path);
        return path.toAbsolutePath();
    }
}
