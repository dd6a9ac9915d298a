package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that {@code troubleshooting.md} quotes is one that the sources can write. */
class TroubleshootingTest {

    private static final Path PAGE = Path.of("src", "main", "docs", "troubleshooting.md");
    private static final Set<String> HEADS = Set.of("the server says", "the build says", "symptom");
    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");
    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    /** The string literals of each source file; those joined by {@code +} as one. */
    private static List<List<String>> literals;

    /** The quotes in the first column of the tables of messages. */
    static Stream<String> quotes() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        return IntStream.range(0, lines.size())
                .filter(at -> HEADS.contains(firstCell(lines.get(at))))
                .boxed()
                .flatMap(head -> lines.subList(head + 2, lines.size()).stream().takeWhile(line -> line.startsWith("|")))
                .map(TroubleshootingTest::firstCell)
                .flatMap(cell -> QUOTE.matcher(cell).results())
                .map(quote -> quote.group(1));
    }

    private static String firstCell(String line) {
        return line.startsWith("| ") ? line.split(" \\| ")[0].substring(2) : "";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quotes")
    void quotesAMessageOfTheSources(String quote) {
        List<String> parts =
                Arrays.stream(quote.split("…")).filter(part -> !part.isBlank()).toList();

        assertThat(literals.stream().anyMatch(file -> parts.stream().allMatch(part -> canWrite(file, part))))
                .as("the string literals of one file hold every part of '%s'", quote)
                .isTrue();
    }

    @Test
    void thereAreQuotes() throws IOException {
        assertThat(quotes()).hasSizeGreaterThan(50);
    }

    /** In one literal, or in two where one ends and the other begins with it. */
    private static boolean canWrite(List<String> literals, String part) {
        return literals.stream().anyMatch(literal -> literal.contains(part))
                || IntStream.range(1, part.length())
                        .anyMatch(cut -> literals.stream().anyMatch(literal -> literal.endsWith(part.substring(0, cut)))
                                && literals.stream().anyMatch(literal -> literal.startsWith(part.substring(cut))));
    }

    @BeforeAll
    static void readLiterals() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            literals = files.filter(file -> file.toString().endsWith(".java"))
                    .map(TroubleshootingTest::literals)
                    .toList();
        }
    }

    private static List<String> literals(Path file) {
        try {
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("").replaceAll("\"\\s*\\+\\s*\"", "");
            return LITERAL.matcher(code)
                    .results()
                    .map(literal -> literal.group(1).replaceAll("\\\\([\"\\\\])", "$1"))
                    .filter(literal -> !literal.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
