package dev.scopednotes.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a developer's machine nothing listens beyond loopback (MCP streamable HTTP, security warning). */
class LoopbackTest {

    @ParameterizedTest
    @ValueSource(strings = {"%dev.quarkus.http.host", "%dev.quarkus.management.host"})
    void devListensOnLoopbackOnly(String setting) throws IOException {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            settings.load(reader);
        }

        assertThat(settings).containsEntry(setting, "127.0.0.1");
    }
}
