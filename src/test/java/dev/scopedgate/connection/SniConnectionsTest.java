package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.ServerKeys;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are read alike for every SNI name: known, unknown or none. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsServer.Sni.class)
class SniConnectionsTest {

    private static final String UNKNOWN = "unknown.example.test";

    @TestHTTPResource(value = "/", tls = true)
    URI server;

    private static byte[] whoami(String headers) {
        return ("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TokenForge.bearer("notes:read")
                        + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String certificate(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @ParameterizedTest(name = "{0}, in pieces of {1}")
    @CsvSource({
        ServerKeys.FIRST_NAME + ", 1",
        ServerKeys.SECOND_NAME + ", 5",
        ServerKeys.SECOND_NAME + ", 100000",
        UNKNOWN + ", 1",
        UNKNOWN + ", 64",
        ", 1",
        ", 100000",
    })
    void servesARequestForAnySniName(String name, int piece) throws Exception {
        byte[] request = whoami("");
        try (SSLSocket socket = Sockets.connectTls(server, name, Sockets.HTTP_1);
                KeptAlive connection = new KeptAlive(socket)) {
            assertThat(certificate(socket))
                    .contains(ServerKeys.SECOND_NAME.equals(name) ? ServerKeys.SECOND_NAME : ServerKeys.FIRST_NAME);
            for (int round = 0; round < 2; round++) {
                for (int at = 0; at < request.length; at += piece) {
                    connection.send(Arrays.copyOfRange(request, at, Math.min(request.length, at + piece)));
                }
                assertThat(connection.read().status()).isEqualTo(200);
            }
            connection.send(whoami("X: " + "x".repeat(25_000) + "\r\n"));
            KeptAlive.Answer refused = connection.read();
            assertThat(refused.status()).isEqualTo(431);
            assertThat(refused.text()).contains("\"detail\"");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {ServerKeys.SECOND_NAME, UNKNOWN})
    void servesAnHttp2RequestForAnySniName(String name) throws Exception {
        try (RawHttp2 connection = new RawHttp2(Sockets.connectTls(server, name, Sockets.HTTP_2), new byte[0])) {
            connection
                    .request(1, RawHttp2.END_STREAM, RawHttp2.fields("GET", "/.well-known/oauth-protected-resource"))
                    .flush();

            assertThat(connection.answer(1).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", ",", ", 1.2.3.4", "unknown", "[2001:db8::1]:4711", "203.0.113.7"})
    void answersWhateverAProxyForwards(String forwarded) throws Exception {
        try (LogRecorder log = new LogRecorder();
                KeptAlive http1 = new KeptAlive(server);
                RawHttp2 http2 = new RawHttp2(server)) {
            http1.send(whoami("X-Forwarded-For: " + forwarded + "\r\nX-Forwarded-Port: x\r\n"));
            assertThat(http1.read().status()).isEqualTo(200);
            http2.request(
                            1,
                            RawHttp2.END_STREAM,
                            RawHttp2.fields(
                                    "GET", "/.well-known/oauth-protected-resource", "x-forwarded-for", forwarded))
                    .flush();
            assertThat(http2.answer(1).status()).isEqualTo(200);
            assertThat(log.faults()).isEmpty();
        }
    }
}
