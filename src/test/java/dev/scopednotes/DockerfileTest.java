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

/** The images run one process, not as root and without a shell, from bases that stay what they are. */
class DockerfileTest {

    private static final String JVM = "Dockerfile.jvm";
    private static final String NATIVE = "Dockerfile.native";

    private record Instruction(String name, String arguments) {}

    private static List<Instruction> instructions(String file) throws IOException {
        String text = Files.readString(Path.of("src/main/docker", file))
                .replaceAll("(?m)^\\s*#.*\n", "")
                .replace("\\\n", " ");
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+", 2))
                .map(parts -> new Instruction(parts[0], parts[1].strip()))
                .toList();
    }

    private static Stream<String> all(String file, String name) throws IOException {
        return instructions(file).stream().filter(i -> i.name().equals(name)).map(Instruction::arguments);
    }

    /** What the last stage says of it: the image. */
    private static String last(String file, String name) throws IOException {
        List<Instruction> instructions = instructions(file);
        int stage = instructions.stream().map(Instruction::name).toList().lastIndexOf("FROM");
        return instructions.subList(stage, instructions.size()).stream()
                .filter(i -> i.name().equals(name))
                .map(Instruction::arguments)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theUserIsANumberAndNotRoot(String file) throws IOException {
        assertThat(last(file, "USER")).matches("[1-9]\\d*:[1-9]\\d*");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theProcessIsStartedWithoutAShellAndStopsOrderly(String file) throws IOException {
        assertThat(last(file, "ENTRYPOINT")).startsWith("[\"/").endsWith("\"]").doesNotContain("/sh\"", "bash");
        assertThat(last(file, "STOPSIGNAL")).isEqualTo("SIGTERM");
        assertThat(instructions(file))
                .extracting(Instruction::name)
                .doesNotContain("CMD", "SHELL", "HEALTHCHECK", "ADD");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void noBaseMovesByItself(String file) throws IOException {
        assertThat(all(file, "FROM"))
                .hasSize(2)
                .allSatisfy(base -> assertThat(base)
                        .matches("[a-z0-9./-]+:[A-Za-z0-9.-]+(@sha256:[0-9a-f]{64})?( AS build)?")
                        .doesNotContain(":latest"));
        if (file.equals(JVM)) {
            assertThat(all(file, "FROM")).allSatisfy(base -> assertThat(base).contains("@sha256:"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void whatIsCopiedIsThereAndInTheContext(String file) throws IOException {
        List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
        assertThat(ignore).contains("*");
        Stream<String> sources = all(file, "COPY")
                .filter(arguments -> !arguments.startsWith("--from="))
                .map(arguments -> arguments.split(" "))
                .flatMap(words -> Arrays.stream(words, 0, words.length - 1));
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(ignore).contains("!" + source);
        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void whatRunsIsWhatTheFirstStagePutThere(String file) throws IOException {
        String run = String.join("\n", all(file, "RUN").toList());
        List<String> copied = all(file, "COPY")
                .filter(arguments -> arguments.startsWith("--from=build "))
                .map(arguments -> arguments.split(" ")[1])
                .toList();

        assertThat(copied).isNotEmpty().allSatisfy(path -> assertThat(run).contains(" " + path));
        assertThat(Stream.of(last(file, "ENTRYPOINT").split("[\"=]")).filter(word -> word.startsWith("/")))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(copied).anyMatch(path::startsWith));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"title", "description", "licenses", "source", "version", "revision"})
    void bothAreLabelled(String label) throws IOException {
        assertThat(last(JVM, "LABEL")).contains("org.opencontainers.image." + label + "=\"");
        assertThat(last(NATIVE, "LABEL")).contains("org.opencontainers.image." + label + "=\"");
    }
}
