package dev.scopednotes.dev;

import dev.scopedgate.dev.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a directory that only the user who runs this process can enter, whatever is in it. */
final class OwnDirectory {

    private OwnDirectory() {}

    static Path at(Path path) throws IOException {
        Files.createDirectories(path);
        OwnerOnly.restrict(path);
        return path.toAbsolutePath();
    }
}
