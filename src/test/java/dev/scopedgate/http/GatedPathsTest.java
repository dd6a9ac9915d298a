package dev.scopedgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.LaunchMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are the gate's, in any reading, and which are the application's own. */
class GatedPathsTest {

    private static final LaunchMode BEFORE = LaunchMode.current();
    private static final GatedPaths GATE = new GatedPaths("/whoami", "off", "gate");

    @AfterEach
    void asBefore() {
        LaunchMode.set(BEFORE);
    }

    /** Of the whole server, only the framework's own pages are left out, and only in dev. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "DEVELOPMENT, /q/dev-ui/extensions, false",
        "DEVELOPMENT, /q, false",
        "DEVELOPMENT, /qx, true",
        "DEVELOPMENT, /q/../whoami, true",
        "DEVELOPMENT, /q/%2e%2e/whoami, true",
        "DEVELOPMENT, /q/..;x/whoami, true",
        "DEVELOPMENT, /q//../whoami, true",
        "DEVELOPMENT, /status, true",
        "NORMAL, /q/dev-ui/extensions, true",
        "RUN, /q/dev-ui/extensions, true",
        "TEST, /q/dev-ui/extensions, true"
    })
    void ofTheWholeServerOnlyPagesOfDevAreNotCovered(LaunchMode mode, String path, boolean covered) {
        LaunchMode.set(mode);

        assertThat(new GatedPaths("/whoami", "off", "server").cover(path)).isEqualTo(covered);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/mcp",
                "/mcp/",
                "/mcp/sse",
                "/whoami",
                "/whoami/x",
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp",
                "/mcp;x=1",
                "/mcp;x=1/y",
                "/;x/mcp",
                "//mcp",
                "/./mcp",
                "/x/../mcp",
                "/x/..;y/mcp",
                "/mcp/../status",
                "/%6dcp",
                "/%256dcp",
                "/%2fmcp",
                "/x%2f..%2fmcp",
                "/mcp%2fsse",
                "/mcp%3bx=1",
                "/\\mcp",
                "/x\\..\\mcp",
                "/mcp%5csse"
            })
    void coversWhatMayBeReadAsAPathOfTheGate(String path) {
        assertThat(GATE.cover(path)).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/",
                "/status",
                "/mcpx",
                "/status/mcp",
                "/MCP",
                "/scopes",
                "/status;x=1",
                "/files/a%20b",
                "/files//b",
                "/.well-known/security.txt"
            })
    void leavesTheRestToTheApplication(String path) {
        assertThat(GATE.cover(path)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/", "/status", "/mcp", "/q/health"})
    void coversAllOfAServerOfItsOwn(String path) {
        assertThat(new GatedPaths("/whoami", "/scopes", "server").cover(path)).isTrue();
    }
}
