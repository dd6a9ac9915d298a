package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Markdown;
import dev.scopedgate.testsupport.Markdown.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README and the pages of {@code src/main/docs} lead to each other, and name files, packages and profiles that exist. */
class DocumentationTest {

    private static final Path README = Path.of("README.md");
    private static final Path PAGES = Path.of("src", "main", "docs");
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** A path of this repository, wherever a document names one. */
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w/.-])((?:src|k8s|\\.ci|\\.github)/[\\w./-]*\\w)(?![\\w*<{-])");

    private static final Pattern PROFILE = Pattern.compile("(?<=\\s)-P([a-z-]+)");
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `(dev/[\\w/]+)` \\|");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(PAGES), Files.walk(Path.of(".github")))) {
            return Stream.concat(
                    Stream.of(README), files.filter(file -> file.toString().endsWith(".md")))
                    .toList()
                    .stream();
        }
    }

    @Test
    void readmeHasAtMost200Lines() throws IOException {
        assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everyLinkWithinTheRepositoryLeadsToAFileAndAHeading(Path document) throws IOException {
        for (Link link : Markdown.read(document).links()) {
            assertThat(link.file()).as("%s in %s", link, document).exists();
            if (!link.anchor().isEmpty()) {
                assertThat(Markdown.read(link.file()).anchors())
                        .as("%s in %s", link, document)
                        .contains(link.anchor());
            }
        }
    }

    @Test
    void everyPageIsReachableFromTheIndex() throws IOException {
        Set<Path> reached = new HashSet<>();
        Deque<Path> next = new ArrayDeque<>(Set.of(PAGES.resolve("README.md")));
        while (!next.isEmpty()) {
            Path page = next.remove();
            if (reached.add(page) && page.startsWith(PAGES)) {
                Markdown.read(page).links().stream()
                        .map(Link::file)
                        .filter(file -> file.toString().endsWith(".md"))
                        .forEach(next::add);
            }
        }

        assertThat(documents()).isNotEmpty().allMatch(reached::contains);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everyPathThatADocumentNamesExists(Path document) throws IOException {
        assertThat(PATH.matcher(Files.readString(document))
                        .results()
                        .map(match -> Path.of(match.group(1)))
                        .distinct())
                .allMatch(Files::exists);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everyProfileThatADocumentNamesIsInThePom(Path document) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(PROFILE.matcher(Files.readString(document)).results().map(match -> match.group(1)))
                .allSatisfy(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
    }

    @Test
    void readmeListsEveryPackage() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Set<String> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    // a package stands for those below it
                    .map(file ->
                            SOURCES.relativize(file).subpath(0, 3).toString().replace('\\', '/'))
                    .collect(Collectors.toSet());

            assertThat(PACKAGE_ROW.matcher(Files.readString(README)).results().map(match -> match.group(1)))
                    .containsExactlyInAnyOrderElementsOf(packages);
        }
    }
}
