package dev.scopedgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library as it is installed: what an application gets with it, and what it does not. */
class ArtifactIT {

    private static final Path FOLDER = Path.of("target", "artifact");

    private static List<String> entries(String prefix, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            Path jar = files.filter(
                            file -> file.getFileName().toString().matches(prefix + "-\\d[\\w.]*(-SNAPSHOT)?" + suffix))
                    .findFirst()
                    .orElseThrow();
            try (JarFile opened = new JarFile(jar.toFile())) {
                return opened.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(ZipEntry::getName)
                        .toList();
            }
        }
    }

    @Test
    void theLibraryIsABeanArchiveWithItsServicesAndDefaults() throws IOException {
        assertThat(entries("scoped-gate", ".jar"))
                .contains(
                        "META-INF/beans.xml",
                        "META-INF/microprofile-config.properties",
                        "META-INF/native-image/dev.scopedgate/scoped-gate/resource-config.json",
                        "dev/scopedgate/page/index.html",
                        "dev/scopedgate/page/callback.html",
                        "META-INF/services/jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension",
                        "META-INF/services/io.smallrye.config.ConfigSourceInterceptor",
                        "dev/scopedgate/gate/Scoped.class",
                        "dev/scopedgate/gate/ScopedInterceptor.class");
    }

    @Test
    void ofTheExampleAndTheStandInItHasNothing() throws IOException {
        assertThat(entries("scoped-gate", ".jar"))
                .allMatch(name -> name.startsWith("dev/scopedgate/") || name.startsWith("META-INF/"))
                .noneMatch(name -> name.startsWith("dev/scopedgate/dev/"))
                .doesNotContain("META-INF/services/org.eclipse.microprofile.config.spi.ConfigSource");
    }

    @Test
    void theDevelopmentToolsAreAnArtifactOfTheirOwn() throws IOException {
        assertThat(entries("scoped-gate-dev", ".jar"))
                .contains(
                        "dev/scopedgate/dev/Tokens.class",
                        "META-INF/beans.xml",
                        "META-INF/services/org.eclipse.microprofile.config.spi.ConfigSource")
                .allMatch(name -> name.startsWith("dev/scopedgate/dev/") || name.startsWith("META-INF/"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"scoped-gate", "scoped-gate-dev"})
    void sourcesAreBesideIt(String artifact) throws IOException {
        assertThat(entries(artifact, "-sources.jar"))
                .isNotEmpty()
                .allMatch(name -> name.endsWith(".java") || name.startsWith("META-INF/"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"scoped-gate", "scoped-gate-dev"})
    void thePomBringsNothingOfTheExampleAndNoTestLibrary(String artifact) throws IOException {
        assertThat(Files.readString(FOLDER.resolve(artifact + ".pom")))
                .contains("<artifactId>" + artifact + "</artifactId>")
                .doesNotContain("@")
                .doesNotContainIgnoringCase(
                        "postgres", "flyway", "zonky", "jwt-build", "junit", "micrometer</artifactId>");
    }
}
