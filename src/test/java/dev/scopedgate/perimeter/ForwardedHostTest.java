package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With Quarkus' proxy settings for the client's address, a forwarded host never replaces Host. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ForwardedHostTest.ProxyBelieved.class)
public class ForwardedHostTest {

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\n";

    @TestHTTPResource("/")
    URI server;

    public static final class ProxyBelieved implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "X-Forwarded-Host: 127.0.0.1",
                "Forwarded: host=127.0.0.1",
                "Forwarded: host=notes.example.test;proto=https",
                "X-Forwarded-Host: notes.example.test\r\nX-Forwarded-Proto: https",
            })
    void refusesAForgedHostWhateverIsForwarded(String forwarded) {
        assertThat(RawHttp.status(server, GET + "Host: evil.example\r\n" + forwarded))
                .isEqualTo(403);
    }

    /** Quarkus leaves one of them, which is then checked alone. */
    @Test
    void refusesAForgedHostBesideAForwardedOne() {
        assertThat(RawHttp.status(server, GET + "Host: evil.example\r\nHost: 127.0.0.1"))
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void servesTheResourcesHostWhateverIsForwarded() {
        assertThat(RawHttp.status(
                        server,
                        GET + "Host: notes.example.test\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https"))
                .isEqualTo(200);
    }
}
