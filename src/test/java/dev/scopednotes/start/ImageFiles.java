package dev.scopednotes.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of the image have one time in whole seconds: an AOT cache records the time of each file, and the layers of
 * an image store whole seconds only.
 */
final class ImageFiles {

    /** As in Dockerfile.jvm. */
    static final Instant TIME = Instant.ofEpochSecond(1767225600);

    private ImageFiles() {}

    static void giveTime(Path folder) throws IOException {
        for (Path file : all(folder)) {
            Files.setLastModifiedTime(file, FileTime.from(TIME));
        }
    }

    static Instant time(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    }

    static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }
}
