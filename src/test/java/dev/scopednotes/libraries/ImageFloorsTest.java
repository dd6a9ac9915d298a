package dev.scopednotes.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The base images are of maintained releases; within a release the update proposals move the digest. */
class ImageFloorsTest {

    private static final Path DOCKER = Path.of("src", "main", "docker");
    private static final Pattern FROM =
            Pattern.compile("(?m)^FROM (?:--\\S+ )*(\\S+?)(?::([^@\\s]+))?(?:@\\S+)?(?: AS \\S+)?$");
    /** The first number of the name's release (debian13, ubi9) or else of the tag (25-jdk, jdk-25). */
    private static final Pattern RELEASE = Pattern.compile("(?:debian|ubi)(\\d+)");

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)*");

    private static List<Library> bases() throws IOException {
        List<Library> bases = new ArrayList<>();
        for (String file : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            Matcher from = FROM.matcher(Files.readString(DOCKER.resolve(file)));
            while (from.find()) {
                bases.addAll(releases(from.group(1), from.group(2), file));
            }
        }
        return bases;
    }

    private static List<Library> releases(String image, String tag, String file) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        List<Library> releases = new ArrayList<>();
        Matcher system = RELEASE.matcher(name);
        if (system.find()) {
            releases.add(new Library("image", name.replaceAll("\\d+", ""), system.group(1), file));
        }
        Matcher number = NUMBER.matcher(String.valueOf(tag));
        if (number.find()) {
            releases.add(new Library("image", name + ":", number.group(), file));
        }
        return releases;
    }

    @Test
    void noBaseIsBelowItsFloorOrWithoutOne() throws IOException {
        assertThat(bases()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(LibraryFloors.read().findings(bases())).isEmpty();
    }

    @Test
    void everyRowOfAnImageIsOfABase() throws IOException {
        assertThat(LibraryFloors.read()
                        .unused(bases())
                        .filter(row -> row.family().startsWith("image:")))
                .isEmpty();
    }

    @Test
    void anOlderBaseIsFound() {
        assertThat(LibraryFloors.read()
                        .findings(List.of(
                                releases("docker.io/library/eclipse-temurin", "24-jdk", "x")
                                        .get(0),
                                releases("gcr.io/distroless/base-nossl-debian12", "nonroot", "x")
                                        .get(0))))
                .hasSize(2)
                .allMatch(found -> found.contains(" is below "));
    }
}
