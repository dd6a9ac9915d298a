package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dockerfile.jvm builds on its base, trains as an ordinary user, and proves that the AOT cache fits. */
class JvmImageTest {

    private static Dockerfile jvm;

    @BeforeAll
    static void read() throws Exception {
        jvm = Dockerfile.of("Dockerfile.jvm");
    }

    /** The official image has its JDK in /opt/java/openjdk, and jlink refuses an existing directory. */
    @Test
    void jlinkWritesToADirectoryThatTheBaseImageDoesNotHave() {
        assertThat(String.join("\n", jvm.all("RUN").toList())).containsPattern("jlink --output /opt/(?!java[ /])\\S+ ");
    }

    /** PostgreSQL, which the training starts, refuses root; Maven's cache must be that user's. */
    @Test
    void theTrainingRunsAsAnOrdinaryUserThatOwnsItsOutput() {
        List<Dockerfile.Instruction> instructions = jvm.upToMaven();
        String user = Dockerfile.last(instructions, "USER");
        String runs = instructions.stream()
                .filter(i -> i.name().equals("RUN"))
                .map(Dockerfile.Instruction::arguments)
                .reduce("", (first, second) -> first + "\n" + second);
        Matcher added = Pattern.compile("useradd --uid (\\d+) --user-group --create-home " + user + " ")
                .matcher(runs);

        assertThat(user).isNotIn("root", "0").matches("[a-z]+");
        assertThat(added.find()).isTrue();
        assertThat(added.group(1)).isNotEqualTo(jvm.ofImage("USER").split(":")[0]);
        assertThat(Dockerfile.last(instructions, "RUN"))
                .contains(
                        "--mount=type=cache,target=/home/%1$s/.m2,uid=%2$s,gid=%2$s ".formatted(user, added.group(1)));
        assertThat(instructions)
                .filteredOn(i -> i.name().equals("COPY"))
                .allSatisfy(copy -> assertThat(copy.arguments()).startsWith("--chown=%1$s:%1$s ".formatted(user)));
        assertThat(runs)
                .contains("install --directory --owner=%1$s --group=%1$s %2$s "
                        .formatted(user, Dockerfile.last(instructions, "WORKDIR")));
    }

    /**
     * The command that starts the server also starts the proof, and the cache must fit. There is no shell to run it.
     */
    @Test
    void theBuildFailsIfTheCacheDoesNotFit() {
        List<Dockerfile.Instruction> image = jvm.image();
        String proof = Dockerfile.last(image, "RUN");
        List<String> names = image.stream().map(Dockerfile.Instruction::name).toList();

        assertThat(proof).startsWith("[\"/").contains("\"-XX:AOTMode=on\"", "\"--dry-run\"", "\"-XX:-UsePerfData\"");
        for (String word : jvm.ofImage("ENTRYPOINT").replaceAll("[\\[\\]]", "").split(", ")) {
            if (word.contains("/") || word.equals("\"-jar\"")) {
                assertThat(proof).contains(word);
            }
        }
        assertThat(names.indexOf("RUN"))
                .isGreaterThan(names.lastIndexOf("COPY"))
                .isGreaterThan(names.indexOf("USER"));
    }
}
