package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the spec ledger is shown by tests that exist, or says why it does not apply. */
class SpecLedgerTest {

    private static final Logger LOG = Logger.getLogger(SpecLedgerTest.class);
    private static final Path LEDGER = Path.of("src", "test", "resources", "spec-ledger.md");
    private static final Set<String> LEVELS =
            Set.of("MUST", "MUST NOT", "REQUIRED", "SHOULD", "SHOULD NOT", "RECOMMENDED");

    private record Row(
            String id, String source, String section, String level, String requirement, String shownBy, String reason) {

        static Row of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            // a row begins and ends with a bar
            assertThat(cells).as(line).hasSize(9);
            return new Row(
                    cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5), cells.get(6), cells.get(7));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(LEDGER).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| id ") && !line.startsWith("| -"))
                .map(Row::of)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isShownByTestsThatExistOrSaysWhyNot(Row row) {
        assertThat(row.level()).isIn(LEVELS);
        assertThat(Stream.of(row.source(), row.section(), row.requirement())).doesNotContain("");
        assertThat(row.shownBy() + row.reason()).as("a test or a reason").isNotEmpty();
        if (!row.shownBy().isEmpty()) {
            assertThat(row.shownBy().split(", "))
                    .allMatch(name -> NamedTest.of(name).exists());
        }
    }

    @Test
    void idsAreUniqueAndEverySourceIsCounted() throws IOException {
        List<Row> rows = rows();

        assertThat(rows).extracting(Row::id).doesNotHaveDuplicates();
        assertThat(rows).extracting(Row::source).contains("RFC 6750", "RFC 9728");
        LOG.infof(
                "Spec ledger, rows shown by a test of all rows: %s",
                rows.stream()
                        .collect(Collectors.groupingBy(
                                Row::source,
                                TreeMap::new,
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        all -> "%d of %d"
                                                .formatted(
                                                        all.stream()
                                                                .filter(row -> !row.shownBy()
                                                                        .isEmpty())
                                                                .count(),
                                                        all.size())))));
    }
}
