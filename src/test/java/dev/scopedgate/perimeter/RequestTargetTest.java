package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No form of the request target and no upgrade bypasses the check of Host. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class RequestTargetTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\n";

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"http://evil.example/mcp", "http://127.0.0.1@evil.example/mcp", "http:///mcp"})
    void refusesATargetWithAForeignHost(String target) {
        assertThat(RawHttp.status(server, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1"))
                .isEqualTo(403);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"*", "mcp", "evil.example:80/mcp"})
    void aTargetThatIsNotAPathIs404(String target) {
        assertThat(RawHttp.status(server, "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1"))
                .isEqualTo(404);
    }

    @Test
    void aTargetThatNamesThisServerIsServed() {
        assertThat(RawHttp.status(server, GET.replace(" /", " http://127.0.0.1/") + "Host: 127.0.0.1"))
                .isEqualTo(200);
    }
}
