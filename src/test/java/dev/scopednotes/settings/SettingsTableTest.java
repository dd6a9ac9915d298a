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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code settings.md} lists every setting as the code reads it, and no document names a setting that does not exist. */
class SettingsTableTest {

    private static final Path SETTINGS = Path.of("src", "main", "docs", "settings.md");
    private static final String BEGIN = "<!-- settings: begin -->\n";
    private static final String END = "\n<!-- settings: end -->";
    private static final Pattern NAMED = Pattern.compile(
            "(?<![\\w/.%-])(scoped-(?:gate|notes)\\.[a-z.-]++|SCOPED_(?:GATE|NOTES)_[A-Z0-9_]++)(?!\\{)(…?)");
    private static final Pattern OF_QUARKUS =
            Pattern.compile("(?<![\\w/.])(?:-D)?(quarkus\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)+)");

    private static Set<String> ours;
    private static Set<String> ofQuarkus;

    @BeforeAll
    static void readNames() throws IOException, ClassNotFoundException {
        ours = OurSettings.names().stream()
                .flatMap(name -> Stream.of(name, Setting.variable(name)))
                .collect(Collectors.toSet());
        ofQuarkus = QuarkusSettings.known().keySet();
    }

    @Test
    void theTablesMatchTheCode() throws IOException, ClassNotFoundException {
        String page = Files.readString(SETTINGS);
        assertThat(page).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String whole = before + SettingsTable.markdown() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(SETTINGS, whole);
        }

        assertThat(Files.readString(SETTINGS))
                .as("settings.md is generated from the Javadoc of the @ConfigMapping interfaces. Write it again:"
                        + " ./mvnw -q test -Dtest=SettingsTableTest -Dsettings.write=true")
                .isEqualTo(whole);
    }

    @Test
    void theDefaultIsOneOfTheListedWords() throws IOException, ClassNotFoundException {
        assertThat(OurSettings.read().stream()
                        .filter(setting -> setting.values().contains(" or ")
                                && !setting.preset().isEmpty()))
                .isNotEmpty()
                .allSatisfy(
                        setting -> assertThat(setting.values().split(" or ")).contains(setting.preset()));
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Stream.of(
                        Path.of("README.md"), Path.of(".github"), Path.of("src/main/docs"), Path.of("k8s"))
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
    void everySettingThatADocumentNamesExists(Path document) throws IOException {
        assertThat(NAMED.matcher(Files.readString(document)
                                .replace("<name>", "x")
                                .replace("<NAME>", "X"))
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.replaceFirst("\\.$", ""))
                        // a file's name, a host's within a cluster, the audit's category of the log
                        .filter(name -> !name.matches(".*\\.(json|svc)(\\..*)?|scoped-gate\\.audit"))
                        // the name that the operator gives an issuer
                        .map(name -> name.replaceFirst("(issuers\\.)[a-z-]+", "$1<name>"))
                        .map(name -> name.replaceFirst("(ISSUERS_)[A-Z0-9]+", "$1<NAME>"))
                        .distinct()
                        .toList())
                .allMatch(name -> name.endsWith("…")
                        ? ours.stream().anyMatch(setting -> setting.startsWith(name.replace("…", "")))
                        : ours.contains(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void everySettingOfQuarkusThatADocumentNamesExists(Path document) throws IOException {
        assertThat(OF_QUARKUS
                        .matcher(Files.readString(document))
                        .results()
                        .map(match -> match.group(1))
                        // of an extension that a page compares with this library and that is not on the class path
                        .filter(name -> !name.startsWith("quarkus.oidc."))
                        // the name of a group stands for its settings
                        .filter(name -> ofQuarkus.stream().noneMatch(setting -> setting.startsWith(name + ".")))
                        .distinct()
                        .toList())
                .allMatch(ofQuarkus::contains);
    }
}
