package dev.scopedgate.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page as it is without configuration: how to connect, and nothing of the scope table. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class PageTest {

    private static final Path FILES = Path.of("src/main/resources/dev/scopedgate/page");
    private static final int MOST_BYTES = 60 * 1024;
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-" + styleHash()
            + "'; img-src 'self'; connect-src 'self'"
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
            + "; trusted-types 'none'";

    private static final Pattern IMPORT = Pattern.compile("^import .* from '\\./(.*)';$", Pattern.MULTILINE);
    private static final Pattern MODULES = Pattern.compile("data-modules=\"(.*?)\"");

    private static String styleHash() {
        try {
            byte[] style = Files.readAllBytes(FILES.resolve("page.css"));
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.equals("index.html") ? "/" : "/scoped-gate/" + name)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void eachFileIsServedWithTheHeadersOfThePage(String path) {
        Response file = given().get(path);

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.header("Content-Security-Policy")).isEqualTo(POLICY);
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(file.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(file.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(file.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(file.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(file.header("Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/, text/html;charset=utf-8",
        "/scoped-gate/page.js, text/javascript;charset=utf-8",
        "/scoped-gate/page.css, text/css;charset=utf-8",
        "/scoped-gate/icon.svg, image/svg+xml",
        "/scoped-gate/page.json, application/json"
    })
    void eachFileHasItsType(String path, String type) {
        assertThat(given().get(path).contentType()).isEqualTo(type);
        assertThat(given().head(path).contentType()).isEqualTo(type);
        assertThat(given().head(path).asString()).isEmpty();
    }

    @Test
    void aBrowserThatHasAFileIsToldThatItHasNotChanged() {
        String tag = given().get("/").header("ETag");

        assertThat(given().header("If-None-Match", tag).get("/").statusCode()).isEqualTo(304);
        assertThat(given().header("If-None-Match", "\"x\", W/" + tag).get("/").statusCode())
                .isEqualTo(304);
        assertThat(given().header("If-None-Match", "\"x\"").get("/").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'text/html,application/xhtml+xml,*/*;q=0.8', 200",
        "*/*, 200",
        "application/json, 404",
        "'text/html;q=0, */*', 404"
    })
    void isForClientsThatAcceptHtml(String accept, int status) {
        assertThat(given().header("Accept", accept).get("/").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"POST, /", "PUT, /", "DELETE, /scoped-gate/page.js", "OPTIONS, /scoped-gate/page.json"})
    void canOnlyBeRead(String method, String path) {
        Response refused = given().request(method, path);

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("GET, HEAD");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/scoped-gate", "/scoped-gate/", "/scoped-gate/index.html", "/scoped-gate/x", "/index.html"})
    void nothingElseIsServed(String path) {
        assertThat(given().get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void withoutATokenItKnowsWhatTheMetadataDocumentSays() {
        JsonObject page = new JsonObject(given().get("/scoped-gate/page.json").asString());

        assertThat(page.fieldNames()).containsExactlyInAnyOrder("name", "resource", "issuers", "mode");
        assertThat(page.getString("mode")).isEqualTo("connect");
        assertThat(page.getString("resource")).isEqualTo("https://notes.example.test/mcp");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/, https://evil.example",
        "/scoped-gate/page.json, https://evil.example",
        "/scoped-gate/page.json, 'null'"
    })
    void aPageOfAnotherOriginCannotReadIt(String path, String origin) {
        assertThat(given().header("Origin", origin).get(path).statusCode()).isEqualTo(403);
        assertThat(given().header("Host", "evil.example").get(path).statusCode())
                .isEqualTo(403);
        assertThat(given().header("Origin", "https://notes.example.test")
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void nameEndpointAndModeAreInTheHtml() {
        assertThat(given().get("/").asString())
                .contains("<h1>scoped-notes</h1>", "<code>https://notes.example.test/mcp</code>")
                .contains("data-mode=\"connect\"")
                .doesNotContain("notes:read", "read_notes", "id=\"sign-in\"")
                .doesNotContainPattern("\\{(style|modules|mode|name|resource|issuers|clients|holder|table)}");
    }

    @Test
    void howToConnectIsInTheHtml() {
        assertThat(given().get("/").asString())
                .contains("claude mcp add --transport http scoped-notes https://notes.example.test/mcp</code>")
                .contains("href=\"https://claude.ai/settings/connectors\"")
                .contains("<code>curl -s https://notes.example.test/.well-known/oauth-protected-resource/mcp</code>");
    }

    /** Every other script would take processor and network from the first paint. */
    @Test
    void theHtmlLoadsOneScript() {
        assertThat(given().get("/").asString())
                .containsOnlyOnce("<script")
                .contains("<script type=\"module\" src=\"scoped-gate/start.js\"></script>")
                .doesNotContain("preload", "rel=\"stylesheet\"", "<img");
    }

    /** So that a browser asks for all of them at once, and for none that it does not need. */
    @Test
    void theHtmlNamesEachModuleThatThePageImports() throws IOException {
        assertThat(preloaded(given().get("/").asString())).containsExactlyInAnyOrderElementsOf(importedBy("page.js"));
    }

    /** These modules and each that they import, and so on. */
    static Set<String> importedBy(String... modules) throws IOException {
        Set<String> imported = new TreeSet<>(Set.of(modules));
        for (Deque<String> open = new ArrayDeque<>(imported); !open.isEmpty(); ) {
            IMPORT.matcher(Files.readString(FILES.resolve(open.pop())))
                    .results()
                    .map(found -> found.group(1))
                    .filter(imported::add)
                    .forEach(open::push);
        }
        return imported;
    }

    static List<String> preloaded(String html) {
        return MODULES.matcher(html)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(" ")))
                .toList();
    }

    @Test
    void allFilesTogetherHaveAtMost60KiB() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    /** The policy would stop them; without them there is nothing to stop. */
    @Test
    void noFileHasCodeThatThePolicyForbids() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.toList()) {
                // the one style that the policy names by its hash
                assertThat(Files.readString(file).replace("<style>{style}</style>", ""))
                        .as(file.toString())
                        .doesNotContainPattern(
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function")
                        .doesNotContainPattern("localStorage|sessionStorage|indexedDB|document\\.cookie")
                        .doesNotContainPattern("<style|style=|\\son\\w+=|(src|href)=\"https?:");
            }
        }
    }
}
