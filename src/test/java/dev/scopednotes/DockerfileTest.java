package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images run one process, not as root and without a shell, from pinned base images. */
class DockerfileTest {

    private static final String JVM = "Dockerfile.jvm";
    private static final String NATIVE = "Dockerfile.native";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theUserIsANumberAndNotRoot(String file) throws IOException {
        assertThat(Dockerfile.of(file).ofImage("USER")).matches("[1-9]\\d*:[1-9]\\d*");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theProcessIsStartedWithoutAShellAndStopsOrderly(String file) throws IOException {
        assertThat(Dockerfile.of(file).ofImage("ENTRYPOINT"))
                .startsWith("[\"/")
                .endsWith("\"]")
                .doesNotContain("/sh\"", "bash");
        assertThat(Dockerfile.of(file).ofImage("STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(Dockerfile.of(file).instructions())
                .extracting(Dockerfile.Instruction::name)
                .doesNotContain("CMD", "SHELL", "HEALTHCHECK", "ADD");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void everyBaseImageIsPinned(String file) throws IOException {
        assertThat(Dockerfile.of(file).all("FROM"))
                .hasSize(2)
                .allSatisfy(base -> assertThat(base)
                        .matches("[a-z0-9./-]+:[A-Za-z0-9.-]+(@sha256:[0-9a-f]{64})?( AS build)?")
                        .doesNotContain(":latest"));
        if (file.equals(JVM)) {
            assertThat(Dockerfile.of(file).all("FROM"))
                    .allSatisfy(base -> assertThat(base).contains("@sha256:"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void copiedFilesExistAndAreInTheContext(String file) throws IOException {
        List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(ignore).contains("*");
        Stream<String> sources = Dockerfile.of(file)
                .all("COPY")
                .filter(arguments -> !arguments.startsWith("--from="))
                .map(arguments -> arguments.replaceAll("--\\S+ ", "").split(" "))
                .flatMap(words -> Arrays.stream(words, 0, words.length - 1));
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(ignore).contains("!" + source);
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theEntryPointIsBuiltByTheFirstStage(String file) throws IOException {
        String run = String.join("\n", Dockerfile.of(file).all("RUN").toList());
        List<String> copied = Dockerfile.of(file)
                .all("COPY")
                .filter(arguments -> arguments.startsWith("--from=build "))
                .map(arguments -> arguments.replaceAll("--\\S+ ", "").split(" ")[0])
                .toList();

        assertThat(copied).isNotEmpty().allSatisfy(path -> assertThat(run).contains(" " + path));
        assertThat(Stream.of(Dockerfile.of(file).ofImage("ENTRYPOINT").split("[\"=]"))
                        .filter(word -> word.startsWith("/")))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(copied).anyMatch(path::startsWith));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theServerDoesNotOwnItsFiles(String file) throws IOException {
        assertThat(Dockerfile.of(file).image())
                .filteredOn(i -> i.name().equals("COPY"))
                .isNotEmpty()
                .allSatisfy(copy -> assertThat(copy.arguments()).startsWith("--from=build --chown=0:0 "));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"title", "description", "licenses", "source", "version", "revision"})
    void bothAreLabelled(String label) throws IOException {
        assertThat(Dockerfile.of(JVM).ofImage("LABEL")).contains("org.opencontainers.image." + label + "=\"");
        assertThat(Dockerfile.of(NATIVE).ofImage("LABEL")).contains("org.opencontainers.image." + label + "=\"");
    }
}
