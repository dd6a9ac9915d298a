package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.bearer.Start;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scheme and host of the resource have no case, and a default port may be written or not (RFC 3986 §3.1, §3.2). */
class AllowedNamesTest {

    private record OnlyTheResource() implements PerimeterConfig {
        @Override
        public Optional<List<String>> allowedHosts() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> allowedOrigins() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> managementHosts() {
            return Optional.empty();
        }

        @Override
        public boolean allowLoopbackOrigins() {
            return false;
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://notes.example.com/mcp",
                "HTTPS://notes.example.com/mcp",
                "https://Notes.Example.com/mcp",
                "Https://NOTES.example.com:443/mcp"
            })
    void theResourceIsAllowedHoweverItsSettingIsSpelled(String resource) {
        var server =
                Start.with(Map.of("SCOPED_GATE_RESOURCE", resource, "SCOPED_GATE_ISSUER", "https://a.example.com"));
        AllowedNames names = new AllowedNames(server, new OnlyTheResource());
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        new SecurityHeaders(server).put(headers);

        assertThat(names.isHost("notes.example.com")).isTrue();
        assertThat(names.isHost("notes.example.com:443")).isTrue();
        assertThat(names.isOrigin("https://notes.example.com")).isTrue();
        assertThat(headers.contains("strict-transport-security")).isTrue();
        assertThat(names.isHost("notes.example.com:80")).isFalse();
        assertThat(names.isOrigin("http://notes.example.com")).isFalse();
    }
}
