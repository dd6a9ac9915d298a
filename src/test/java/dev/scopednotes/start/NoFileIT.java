package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Surroundings;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The application keeps no file: a read-only file system without a temporary directory is enough. Where there is one, it
 * holds the library that verifies signatures until that is loaded.
 */
@Execution(ExecutionMode.CONCURRENT)
class NoFileIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final Path PACKAGE = Path.of("target", "quarkus-app");

    private static Surroundings surroundings;

    @BeforeAll
    static void startSurroundings() throws Exception {
        surroundings = new Surroundings();
    }

    @AfterAll
    static void stopSurroundings() throws Exception {
        surroundings.close();
    }

    @Test
    void servesWithoutATemporaryDirectory() throws Exception {
        // a file is not a directory, not even for root
        Path none = Path.of("pom.xml").toAbsolutePath().resolve("tmp");
        List<String> options = List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + none);
        try (Launch server = new Launch(JAVA, options, PACKAGE, surroundings.environment(Map.of()))) {
            Traffic traffic = new Traffic(server);
            server.untilLogged("Signatures are verified by the JDK: AmazonCorrettoCryptoProvider cannot be used: ");
            server.until(401, traffic.stranger());
            server.until(200, traffic.reads());
            traffic.round();
        }
    }

    @Test
    void leavesTheTemporaryDirectoryEmpty(@TempDir Path directory) throws Exception {
        List<String> options = List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + directory);
        try (Launch server = new Launch(JAVA, options, PACKAGE, surroundings.environment(Map.of()))) {
            Traffic traffic = new Traffic(server);
            server.until(200, traffic.reads());
            server.untilLogged("Signatures are verified by AmazonCorrettoCryptoProvider 2");
            traffic.round();
            assertThat(directory).isEmptyDirectory();
        }
    }

    /** As the image has it. */
    @Test
    void usesALibraryThatIsAFileAlready(@TempDir Path directory) throws Exception {
        String name = System.mapLibraryName("amazonCorrettoCryptoProvider");
        try (Stream<Path> files = Files.walk(PACKAGE);
                FileSystem jar = FileSystems.newFileSystem(
                        files.filter(file -> file.getFileName().toString().startsWith("software.amazon.cryptools"))
                                .findFirst()
                                .orElseThrow())) {
            Files.copy(jar.getPath("com/amazon/corretto/crypto/provider", name), directory.resolve(name));
        }
        List<String> options = List.of(
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + Path.of("pom.xml").toAbsolutePath().resolve("tmp"),
                "-Djava.library.path=" + directory,
                "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true");
        try (Launch server = new Launch(JAVA, options, PACKAGE, surroundings.environment(Map.of()))) {
            Traffic traffic = new Traffic(server);
            server.untilLogged("Signatures are verified by AmazonCorrettoCryptoProvider 2");
            server.until(200, traffic.reads());
            traffic.round();
        }
    }

    @Test
    void theSettingLeavesTheLibraryAlone(@TempDir Path directory) throws Exception {
        List<String> options = List.of("-XX:-UsePerfData", "-Djava.io.tmpdir=" + directory);
        try (Launch server =
                new Launch(JAVA, options, PACKAGE, surroundings.environment(Map.of("SCOPED_GATE_CRYPTO", "jdk")))) {
            Traffic traffic = new Traffic(server);
            server.until(200, traffic.reads());
            server.untilLogged("Signatures are verified by the JDK, as scoped-gate.crypto says");
        }
    }
}
