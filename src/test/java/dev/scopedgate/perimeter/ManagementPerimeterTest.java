package dev.scopedgate.perimeter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.RawHttp2;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No web page can read the management port, and probes and scrapes by IP address can (Fetch §3.2, DNS rebinding). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(IndependentSettings.class)
class ManagementPerimeterTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private String answer(String request) {
        return RawHttp.exchange(management, request + "\r\nConnection: close", "no answer holds this");
    }

    private String get(String host) {
        return answer("GET /q/health/live HTTP/1.1\r\nHost: " + host);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:9000",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "metrics.notes.svc.evil.example",
                "xmetrics.notes.svc",
                "10.0.0.1.nip.io",
                // the resource is on the other port
                "notes.example.test",
                "2130706433",
                "127.1",
            })
    void refusesAnUnconfiguredName(String host) {
        assertThat(get(host))
                .startsWith("HTTP/1.1 403 ")
                .contains("see scoped-gate.perimeter.management-hosts", "nosniff");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"127.0.0.1:x", "[::1", "a@127.0.0.1", "127.0.0.1\r\nHost: 127.0.0.1", ""})
    void refusesAnInvalidHost(String host) {
        assertThat(get(host)).matches("(?s)HTTP/1.1 40[03] .*").contains("\"detail\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "10.42.0.17:9000",
                "10.42.0.17",
                "[fd00::12]:9000",
                "[::1]",
                "localhost:9000",
                "LOCALHOST",
                "127.0.0.1",
                "metrics.notes.svc:9000",
                "METRICS.notes.svc",
                "other"
            })
    void servesAddressesAndConfiguredNames(String host) {
        assertThat(get(host)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /q/health/live, 200",
        "GET, /q/health/ready, 200",
        "GET, /q/metrics, 200",
        "GET, /nowhere, 404",
        "OPTIONS, /q/metrics, 404",
        "OPTIONS, /q/health, 404",
    })
    void noOriginMayRead(String method, String path, int status) {
        String answer = answer(method + " " + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: GET");

        if ("GET".equals(method)) {
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        }
        assertThat(answer.toLowerCase(Locale.ROOT))
                .doesNotContain("access-control-")
                .contains("x-content-type-options: nosniff", "cache-control: no-store", "content-security-policy:");
    }

    @Test
    void usesTheAuthorityOverHttp2() throws Exception {
        try (RawHttp2 connection = new RawHttp2(management)) {
            Map<String, String> evil = RawHttp2.fields("GET", "/q/metrics", "origin", "http://evil.example");
            evil.put(":authority", "evil.example");
            connection.request(1, RawHttp2.END_STREAM, evil);
            connection
                    .request(
                            3,
                            RawHttp2.END_STREAM,
                            RawHttp2.fields("GET", "/q/metrics", "origin", "http://evil.example"))
                    .flush();

            assertThat(connection.answer(1).status()).isEqualTo(403);
            RawHttp2.Answer served = connection.answer(3);
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.headers()).doesNotContainKey("access-control-allow-origin");
        }
    }
}
