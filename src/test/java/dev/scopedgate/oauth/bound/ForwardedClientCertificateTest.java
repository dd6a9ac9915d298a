package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.ClientKey;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.Sockets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Client-Cert} counts if a trusted proxy has sent it, and from nobody else (RFC 9440 §2.2, §4). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ForwardedClientCertificateTest.BehindAProxy.class)
class ForwardedClientCertificateTest {

    public static class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1",
                    "quarkus.http.proxy.enable-trusted-proxy-header", "true",
                    "scoped-gate.client-certificate", "header");
        }
    }

    private static final String STRANGER = "127.0.0.20";
    private static final String PROXY = "127.0.0.1";
    private static final String NOT_SHOWN = "which the sender has not shown to this server";
    private static final String NO_SEQUENCE = "not one certificate in base64 between colons";

    private static ClientKey client;
    private static ClientKey other;

    @TestHTTPResource("/")
    URI server;

    @BeforeAll
    static void keys() throws Exception {
        client = ClientKey.make("client.example.test");
        other = ClientKey.make("other.example.test");
    }

    private KeptAlive.Answer whoami(String from, String headers) throws Exception {
        try (KeptAlive connection = new KeptAlive(server, from)) {
            connection.send(("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 192.0.2.7\r\n"
                            + "Authorization: Bearer " + client.token() + "\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return connection.read();
        }
    }

    private static String header(String value) {
        return "Client-Cert: " + value + "\r\n";
    }

    private static void assertRefused(KeptAlive.Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.headers().get("www-authenticate")).contains(detail);
    }

    @Test
    void ofATrustedProxyTheCertificateCounts() throws Exception {
        assertThat(whoami(PROXY, header(client.byteSequence())).status()).isEqualTo(200);
        assertRefused(whoami(PROXY, header(other.byteSequence())), 401, NOT_SHOWN);
        assertRefused(whoami(PROXY, ""), 401, NOT_SHOWN);
        assertThat(whoami(PROXY, header(client.byteSequence())).status()).isEqualTo(200);
    }

    @Test
    void ofAnybodyElseItIsNotRead() throws Exception {
        String good = header(client.byteSequence());
        try (LogRecorder log = new LogRecorder()) {
            assertRefused(whoami(STRANGER, good), 401, NOT_SHOWN);
            assertRefused(whoami(STRANGER, good + "X-Forwarded-Trusted-Proxy: true\r\n"), 401, NOT_SHOWN);
            assertRefused(
                    whoami(STRANGER, "x-forwarded-trusted-proxy: true\r\nX-Forwarded-Trusted-Proxy: true\r\n" + good),
                    401,
                    NOT_SHOWN);
            // not even a fault in it
            assertRefused(whoami(STRANGER, header("x") + header("y")), 401, NOT_SHOWN);
            assertThat(log.faults()).isEmpty();
        }
    }

    @Test
    void twoHeadersAreRefusedByName() throws Exception {
        String good = header(client.byteSequence());

        assertRefused(whoami(PROXY, good + good), 400, "more than one Client-Cert header");
        assertRefused(whoami(PROXY, header(other.byteSequence()) + good), 400, "more than one Client-Cert header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "::",
                ":",
                "MIIB",
                ":MIIB",
                "MIIB:",
                ":M:",
                ":MI IB:",
                ":MIIB:, :MIIB:",
                ":MIIB:;a=1",
                ":-_-_:"
            })
    void anotherFormIsRefusedByName(String value) throws Exception {
        assertRefused(whoami(PROXY, header(value)), 400, NO_SEQUENCE);
    }

    @Test
    void thePemOfNginxOrALongValueIsRefusedByName() throws Exception {
        assertRefused(whoami(PROXY, header(client.escapedPem())), 400, NO_SEQUENCE);
        assertRefused(
                whoami(PROXY, header(":" + "A".repeat(12 * 1024) + ":")),
                400,
                "Client-Cert of the proxy is longer than 12 KiB");
    }

    @Test
    void holdsOverHttp2() throws Exception {
        assertThat(http2(PROXY, client.byteSequence())).isEqualTo(200);
        assertThat(http2(PROXY, other.byteSequence())).isEqualTo(401);
        assertThat(http2(PROXY, ":")).isEqualTo(400);
        assertThat(http2(STRANGER, client.byteSequence())).isEqualTo(401);
    }

    private int http2(String from, String value) throws Exception {
        try (RawHttp2 connection = new RawHttp2(Sockets.connectTcp(server, from), new byte[0])) {
            Map<String, String> fields =
                    new LinkedHashMap<>(RawHttp2.fields("GET", "/whoami", "authorization", "Bearer " + client.token()));
            fields.put("client-cert", value);
            fields.put("x-forwarded-trusted-proxy", "true");
            connection.request(1, RawHttp2.END_STREAM, fields).flush();
            return connection.answer(1).status();
        }
    }
}
