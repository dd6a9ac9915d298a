package dev.scopedgate.gate.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.gate.build.TestedVersions.Tested;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of Quarkus and of the MCP extension that an application of the gate may have. */
class TestedVersionsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "io.quarkus:quarkus-core, quarkus.version",
        "io.quarkiverse.mcp:quarkus-mcp-server-core, quarkus-mcp-server.version"
    })
    void theTestedOneIsThatOfThePom(String name, String property) throws IOException {
        Tested tested = TestedVersions.TESTED.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<" + property + ">" + tested.version() + "</" + property + ">");
        assertThat(Files.readString(Path.of("src/main/docs/library.md"))).contains("| " + tested.version() + " |");
    }

    @Test
    void theTestedOnesAreNotNamed() {
        assertThat(said(Thread.currentThread().getContextClassLoader())).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1.13.1, warn, is not tested with",
        "1.12.0, warn, is not tested with",
        "2.0.0, error, does not work with"
    })
    void anotherOneIsNamedAndAnotherMajorVersionFailsTheBuild(
            String version, String severity, String words, @TempDir Path folder) throws Exception {
        Path written = folder.resolve("META-INF/maven/io.quarkiverse.mcp/quarkus-mcp-server-core/pom.properties");
        Files.createDirectories(written.getParent());
        Files.writeString(written, "version=" + version);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {

            assertThat(said(loader))
                    .anySatisfy(said -> assertThat(said)
                            .startsWith(severity)
                            .contains(words, "quarkus-mcp-server-core " + version, "use 1.13.0"));
        }
    }

    private static List<String> said(ClassLoader loader) {
        List<String> said = new ArrayList<>();
        Messages messages = (Messages) Proxy.newProxyInstance(
                Messages.class.getClassLoader(), new Class<?>[] {Messages.class}, (proxy, method, arguments) -> {
                    said.add(method.getName() + " " + arguments[0]);
                    return null;
                });
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            new TestedVersions().compare(messages);
        } finally {
            thread.setContextClassLoader(before);
        }
        return said;
    }
}
