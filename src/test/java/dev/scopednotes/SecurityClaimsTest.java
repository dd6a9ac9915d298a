package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every claim of the threat model is shown by tests that exist and that CI runs, or by a walk that it calls. */
class SecurityClaimsTest {

    private static final Path MODEL = Path.of(".github", "SECURITY.md");
    private static final String HEAD = "| id | claim | shown by |";

    private record Claim(String id, String claim, List<String> shownBy) {

        static Claim of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            // a row begins and ends with a bar
            assertThat(cells).as(line).hasSize(5);
            return new Claim(cells.get(1), cells.get(2), List.of(cells.get(3).split(", ")));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Claim> claims() throws IOException {
        List<String> lines = Files.readAllLines(MODEL);
        return Stream.iterate(0, at -> at < lines.size(), at -> at + 1)
                .filter(at -> lines.get(at).equals(HEAD))
                .flatMap(at -> lines.subList(at + 2, lines.size()).stream().takeWhile(line -> line.startsWith("|")))
                .map(Claim::of)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void isShownByTestsThatExistAndAreRun(Claim claim) throws IOException {
        assertThat(claim.claim()).isNotEmpty();
        for (String name : claim.shownBy()) {
            if (name.startsWith("`src/")) {
                assertThat(NamedTest.walks()).contains(name.replace("`", ""));
            } else {
                assertThat(NamedTest.of(name).exists()).as("%s is a test", name).isTrue();
                assertThat(NamedTest.of(name).isRun()).as("CI runs %s", name).isTrue();
            }
        }
    }

    @Test
    void thereAreClaimsAndTheirIdsAreUnique() throws IOException {
        assertThat(claims()).hasSizeGreaterThan(30).extracting(Claim::id).doesNotHaveDuplicates();
    }
}
