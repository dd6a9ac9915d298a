package dev.scopedgate.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.Markdown;
import dev.scopedgate.testsupport.Markdown.Link;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings on the pages for identity providers are accepted by the server. */
class IdentityProviderPagesTest {

    private static final Path PAGES = Path.of("src/main/docs/identity-providers");
    private static final Path SHAPES = Path.of("src/test/resources/idp");
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    /** A page and the settings of its block, in the order of their names. */
    record Page(String name, Map<String, String> settings) {

        static Page read(Path file) {
            try {
                List<String> blocks = BLOCK.matcher(Files.readString(file))
                        .results()
                        .map(block -> block.group(1))
                        .toList();
                assertThat(blocks).as(file.toString()).hasSize(1);
                Map<String, String> settings = new TreeMap<>();
                blocks.get(0).lines().map(line -> line.split("=", 2)).forEach(pair -> settings.put(pair[0], pair[1]));
                return new Page(file.getFileName().toString().replace(".md", ""), settings);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Page> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.sorted().map(Page::read).toList();
        }
    }

    static List<Page> pagesOfSignedTokens() throws IOException {
        return pages().stream().filter(page -> !"workers".equals(page.name)).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void theServerStartsWithTheSettingsOfThePage(Page page) {
        ResourceServer server = Start.with(page.settings);

        assertThat(server.resource()).isEqualTo("https://notes.example.test/mcp");
        assertThat(server.issuers()).hasSize(1);
        assertThat(server.issuers().get(0).introspection().isPresent()).isEqualTo("workers".equals(page.name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void theServerDoesNotStartWithAMisspelledName(Page page) {
        for (String name : page.settings.keySet()) {
            Map<String, String> misspelt = new HashMap<>(page.settings);
            misspelt.put(name + "X", misspelt.remove(name));

            assertThatThrownBy(() -> Start.with(misspelt)).hasMessageContaining(name + "X is not a setting");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pagesOfSignedTokens")
    void thePageHasTheSettingsThatItsTokensAreTestedWith(Page page) throws IOException {
        String prefix = "SCOPED_GATE_ISSUERS_" + page.name.toUpperCase(Locale.ROOT) + "_";
        Map<String, String> tested = new TreeMap<>(Map.of("SCOPED_GATE_RESOURCE", "https://notes.example.test/mcp"));
        new JsonObject(Files.readString(SHAPES.resolve(page.name + ".json")))
                .getJsonObject("settings")
                .forEach(setting ->
                        tested.put(prefix + setting.getKey().replace('-', '_').toUpperCase(Locale.ROOT), (String)
                                setting.getValue()));

        assertThat(page.settings).isEqualTo(tested);
    }

    @Test
    void everyPageIsLinkedAndEveryLinkExists() throws IOException {
        List<Path> linked = Markdown.read(Path.of("src/main/docs/identity-providers.md")).links().stream()
                .map(Link::file)
                .toList();

        assertThat(linked).allMatch(Files::exists);
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(linked).containsAll(pages.toList());
        }
    }
}
