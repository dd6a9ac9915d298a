package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    /** What the last stage says: the image. */
    private static List<Instruction> lastStage(String file) throws IOException {
        List<Instruction> instructions = instructions(file);
        int stage = instructions.stream().map(Instruction::name).toList().lastIndexOf("FROM");
        return instructions.subList(stage, instructions.size());
    }

    private static String last(String file, String name) throws IOException {
        return last(lastStage(file), name);
    }

    private static String last(List<Instruction> instructions, String name) {
        return instructions.stream()
                .filter(i -> i.name().equals(name))
                .map(Instruction::arguments)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The instructions before the one that runs Maven, and that one. */
    private static List<Instruction> upToMaven(String file) throws IOException {
        List<Instruction> instructions = instructions(file);
        List<Instruction> maven = instructions.stream()
                .filter(i -> i.name().equals("RUN") && i.arguments().contains("./mvnw "))
                .toList();
        assertThat(maven).hasSize(1);
        return instructions.subList(0, instructions.indexOf(maven.get(0)) + 1);
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
                .map(arguments -> arguments.replaceAll("--\\S+ ", "").split(" "))
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
                .map(arguments -> arguments.replaceAll("--\\S+ ", "").split(" ")[0])
                .toList();

        assertThat(copied).isNotEmpty().allSatisfy(path -> assertThat(run).contains(" " + path));
        assertThat(Stream.of(last(file, "ENTRYPOINT").split("[\"=]")).filter(word -> word.startsWith("/")))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(copied).anyMatch(path::startsWith));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {JVM, NATIVE})
    void theServerDoesNotOwnItsFiles(String file) throws IOException {
        assertThat(lastStage(file))
                .filteredOn(i -> i.name().equals("COPY"))
                .isNotEmpty()
                .allSatisfy(copy -> assertThat(copy.arguments()).startsWith("--from=build --chown=0:0 "));
    }

    /** The official image has its JDK in /opt/java/openjdk, and jlink refuses a folder that is there. */
    @Test
    void jlinkWritesToAFolderThatTheBaseDoesNotHave() throws IOException {
        assertThat(String.join("\n", all(JVM, "RUN").toList()))
                .containsPattern("jlink --output /opt/(?!java[ /])\\S+ ");
    }

    /** PostgreSQL, which the training starts, refuses root; Maven's cache must be that user's. */
    @Test
    void theTrainingRunsAsAnOrdinaryUserWhoOwnsWhatItWrites() throws IOException {
        List<Instruction> instructions = upToMaven(JVM);
        String user = last(instructions, "USER");
        String runs = instructions.stream()
                .filter(i -> i.name().equals("RUN"))
                .map(Instruction::arguments)
                .reduce("", (first, second) -> first + "\n" + second);
        Matcher added = Pattern.compile("useradd --uid (\\d+) --user-group --create-home " + user + " ")
                .matcher(runs);

        assertThat(user).isNotIn("root", "0").matches("[a-z]+");
        assertThat(added.find()).isTrue();
        assertThat(added.group(1)).isNotEqualTo(last(JVM, "USER").split(":")[0]);
        assertThat(last(instructions, "RUN"))
                .contains(
                        "--mount=type=cache,target=/home/%1$s/.m2,uid=%2$s,gid=%2$s ".formatted(user, added.group(1)));
        assertThat(instructions)
                .filteredOn(i -> i.name().equals("COPY"))
                .allSatisfy(copy -> assertThat(copy.arguments()).startsWith("--chown=%1$s:%1$s ".formatted(user)));
        assertThat(runs)
                .contains("install --directory --owner=%1$s --group=%1$s %2$s "
                        .formatted(user, last(instructions, "WORKDIR")));
    }

    /** What starts the server starts the proof, and the cache must fit. There is no shell to run it. */
    @Test
    void theBuildEndsWhenTheCacheDoesNotFit() throws IOException {
        List<Instruction> image = lastStage(JVM);
        String proof = last(image, "RUN");
        List<String> names = image.stream().map(Instruction::name).toList();

        assertThat(proof).startsWith("[\"/").contains("\"-XX:AOTMode=on\"", "\"--dry-run\"", "\"-XX:-UsePerfData\"");
        for (String word : last(JVM, "ENTRYPOINT").replaceAll("[\\[\\]]", "").split(", ")) {
            if (word.contains("/") || word.equals("\"-jar\"")) {
                assertThat(proof).contains(word);
            }
        }
        assertThat(names.indexOf("RUN"))
                .isGreaterThan(names.lastIndexOf("COPY"))
                .isGreaterThan(names.indexOf("USER"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"title", "description", "licenses", "source", "version", "revision"})
    void bothAreLabelled(String label) throws IOException {
        assertThat(last(JVM, "LABEL")).contains("org.opencontainers.image." + label + "=\"");
        assertThat(last(NATIVE, "LABEL")).contains("org.opencontainers.image." + label + "=\"");
    }
}
