package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both scripts of the Maven Wrapper have the version of its properties. */
class WrapperTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"mvnw", "mvnw.cmd"})
    void theScriptIsOfTheVersionInTheProperties(String script) throws IOException {
        Properties wrapper = new Properties();
        try (var file = Files.newBufferedReader(Path.of(".mvn", "wrapper", "maven-wrapper.properties"))) {
            wrapper.load(file);
        }

        assertThat(Files.readString(Path.of(script))).contains(", version " + wrapper.getProperty("wrapperVersion"));
        assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
    }

    @Test
    void theWindowsScriptHasCrlf() throws IOException {
        assertThat(Files.readString(Path.of("mvnw.cmd"))).contains("\r\n").doesNotContainPattern("[^\r]\n");
    }
}
