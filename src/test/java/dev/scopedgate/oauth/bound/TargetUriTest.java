package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The URI of a request is that of the configured resource, also behind a proxy that removes a prefix. */
class TargetUriTest {

    @ParameterizedTest(name = "{0} {1} {2} {3}")
    @CsvSource({
        "https://notes.example.test/mcp, /mcp, https://notes.example.test/mcp, true",
        "https://notes.example.test/mcp, /mcp, https://notes.example.test/mcp/, false",
        "https://notes.example.test/mcp, /whoami, https://notes.example.test/whoami, true",
        "https://notes.example.test/mcp, /whoami, https://notes.example.test/mcp, false",
        "https://example.test/notes/mcp, /mcp, https://example.test/notes/mcp, true",
        "https://example.test/notes/mcp, /mcp, https://example.test/mcp, false",
        "https://example.test/notes/mcp, /whoami, https://example.test/notes/whoami, true",
        "https://example.test/notes/mcp, /whoami, https://example.test/whoami, false",
        "https://example.test/api, /mcp, https://example.test/api, true",
        "https://example.test/api, /mcp, https://example.test/mcp, false",
        "https://example.test:8443/mcp, /mcp, https://example.test:8443/mcp, true",
        "https://example.test:8443/mcp, /mcp, https://example.test/mcp, false",
        "https://example.test:443/mcp, /mcp, https://example.test/mcp, true",
        "http://[::1]:8000/mcp, /mcp, http://[::1]:8000/mcp, true",
        "HTTPS://Example.Test/mcp, /mcp, https://example.test/mcp, true",
        "https://example.test/mcp, /mcp, https://example.test:65536/mcp, false",
        "https://example.test/mcp, /mcp, https://example.test./mcp, false",
        "https://example.test/mcp, /mcp, 'https://example.test,evil.test/mcp', false",
        "https://example.test/mcp, /mcp, https:/mcp, false",
        "https://example.test/mcp, /mcp, https:example.test/mcp, false",
        "https://example.test/mcp, /mcp, https://example.test/%6Dcp, true",
        "https://example.test/mcp, /mcp, https://example.test/%2fmcp, false",
        "https://example.test/mcp, /mcp, https://example.test/x/..//mcp, false",
        "https://example.test/mcp, /mcp, https://example.test/../../mcp, true"
    })
    void matches(String resource, String path, String htu, boolean same) {
        assertThat(new TargetUri(resource).matches(htu, path)).isEqualTo(same);
    }
}
