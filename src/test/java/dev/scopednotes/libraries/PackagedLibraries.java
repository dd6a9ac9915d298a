package dev.scopednotes.libraries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The libraries of the built package: each file of its folder lib, and what was copied into one of them. */
final class PackagedLibraries {

    private static final Path PACKAGE = Path.of("target", "quarkus-app");

    private PackagedLibraries() {}

    static List<Library> read() throws IOException {
        List<Library> libraries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PACKAGE.resolve("lib"))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                libraries.add(byName(jar));
                libraries.addAll(within(jar));
            }
        }
        return libraries.stream().distinct().toList();
    }

    /** Quarkus names the file after the coordinates, and lists these beside it. */
    private static Library byName(Path jar) throws IOException {
        String file = jar.getFileName().toString();
        return Files.readAllLines(PACKAGE.resolve("quarkus-app-dependencies.txt")).stream()
                .map(line -> line.split(":"))
                .map(parts -> new Library(parts[0], parts[1], parts[4], file))
                .filter(library ->
                        file.startsWith(library.group() + "." + library.artifact() + "-" + library.version()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is in no line of quarkus-app-dependencies.txt"));
    }

    private static List<Library> within(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.+/pom\\.properties"))
                    .map(entry -> library(file, entry, jar))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Library library(JarFile file, JarEntry entry, Path jar) {
        Properties pom = new Properties();
        try (InputStream in = file.getInputStream(entry)) {
            pom.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Library(
                pom.getProperty("groupId"),
                pom.getProperty("artifactId"),
                pom.getProperty("version"),
                jar.getFileName().toString());
    }
}
