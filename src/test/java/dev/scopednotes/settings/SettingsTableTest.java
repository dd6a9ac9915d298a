package dev.scopednotes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README lists every setting as the code reads it, and no document names one that does not exist. */
class SettingsTableTest {

    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- settings: begin -->\n";
    private static final String END = "\n<!-- settings: end -->";
    private static final Pattern NAMED =
            Pattern.compile("(?<![\\w/.%-])(scoped-notes\\.[a-z.-]++|SCOPED_NOTES_[A-Z0-9_]++)(?!\\{)(…?)");

    @Test
    void theTablesInReadmeAreThoseOfTheCode() throws IOException, ClassNotFoundException {
        String readme = Files.readString(README);
        assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String before = readme.substring(0, readme.indexOf(BEGIN) + BEGIN.length());
        String whole = before + SettingsTable.markdown() + readme.substring(readme.indexOf(END));
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, whole);
        }

        assertThat(Files.readString(README))
                .as(
                        "The settings in README are generated from the Javadoc of the @ConfigMapping interfaces. Write them anew:"
                                + " ./mvnw -q test -Dtest=SettingsTableTest -Dreadme.write=true")
                .isEqualTo(whole);
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Stream.of(README, Path.of(".github"), Path.of("src/main/docs"), Path.of("k8s"))
                .filter(Files::exists)
                .flatMap(SettingsTableTest::below)) {
            return files.filter(file -> file.toString().matches(".*\\.(md|ya?ml|env|properties)")).toList().stream();
        }
    }

    private static Stream<Path> below(Path directory) {
        try {
            return Files.walk(directory).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everySettingThatADocumentNamesExists(Path document) throws IOException, ClassNotFoundException {
        Set<String> known = OurSettings.read().stream()
                .flatMap(setting -> Stream.of(setting.property(), setting.variable()))
                .collect(Collectors.toSet());

        assertThat(NAMED.matcher(Files.readString(document)
                                .replace("<name>", "x")
                                .replace("<NAME>", "X"))
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.replaceFirst("\\.$", ""))
                        // a file's name, a host's within a cluster, the audit's category of the log
                        .filter(name -> !name.matches(".*\\.(json|svc)(\\..*)?|scoped-notes\\.audit"))
                        // whatever the operator calls an issuer
                        .map(name -> name.replaceFirst("(issuers\\.)[a-z-]+", "$1<name>"))
                        .map(name -> name.replaceFirst("(ISSUERS_)[A-Z0-9]+", "$1<NAME>"))
                        .distinct()
                        .toList())
                .allMatch(name -> name.endsWith("…")
                        ? known.stream().anyMatch(setting -> setting.startsWith(name.replace("…", "")))
                        : known.contains(name));
    }
}
