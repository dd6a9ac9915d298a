package dev.scopedgate.oauth.bound;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.ClientKey;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.ServerKeys;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that is bound to a certificate works on connections of its client, and on no other (RFC 8705 §3). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(TlsClientCertificateTest.AsksForCertificates.class)
class TlsClientCertificateTest {

    public static class AsksForCertificates implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.tls.key-store.p12.path", ServerKeys.file().toString(),
                    "quarkus.tls.key-store.p12.password", ServerKeys.PASSWORD,
                    "quarkus.tls.trust-all", "true",
                    "quarkus.tls.protocols", "TLSv1.3,TLSv1.2",
                    "quarkus.http.test-ssl-port", "0",
                    "quarkus.http.ssl.client-auth", "request",
                    "scoped-gate.client-certificate", "tls");
        }
    }

    private static final String NOT_SHOWN =
            "the token is bound to a client certificate by cnf.x5t#S256, which the sender has not shown to this server";

    private static ClientKey client;
    private static ClientKey other;

    @TestHTTPResource(value = "/", tls = true)
    URI server;

    @BeforeAll
    static void keys() throws Exception {
        client = ClientKey.make("client.example.test");
        other = ClientKey.make("other.example.test");
    }

    private static KeptAlive.Answer whoami(Socket socket, String token, String headers) throws Exception {
        try (KeptAlive connection = new KeptAlive(socket)) {
            connection.send(("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n"
                            + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return connection.read();
        }
    }

    private KeptAlive.Answer whoami(ClientKey key, String token) throws Exception {
        return whoami(Sockets.connectAs(server, key, Sockets.HTTP_1), token, "");
    }

    private static void assertRefused(KeptAlive.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers().get("www-authenticate")).contains("error=\"invalid_token\"", NOT_SHOWN);
    }

    @Test
    void isAcceptedWithItsCertificateAndRefusedWithAnotherOrNone() throws Exception {
        String token = client.token();

        assertRefused(whoami(other, token));
        assertThat(whoami(client, token).status()).isEqualTo(200);
        // remembered by now
        assertRefused(whoami(other, token));
        assertRefused(whoami(Sockets.connect(server, Sockets.HTTP_1), token, ""));
        assertThat(whoami(client, token).status()).isEqualTo(200);
    }

    @Test
    void aRenewedCertificateIsAnother() throws Exception {
        ClientKey renewed = ClientKey.make("client.example.test");

        assertRefused(whoami(renewed, client.token()));
        assertThat(whoami(renewed, renewed.token()).status()).isEqualTo(200);
    }

    @Test
    void anUnboundTokenNeedsNone() throws Exception {
        String token = TokenForge.bearer("notes:read");

        assertThat(whoami(client, token).status()).isEqualTo(200);
        assertThat(whoami(Sockets.connect(server, Sockets.HTTP_1), token, "").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aResumedSessionHasTheCertificateOfTheFirst(String version) throws Exception {
        ClientKey resuming = ClientKey.make("resuming.example.test");
        String token = resuming.token();
        SSLSocket first = Sockets.connectAs(server, resuming, Sockets.HTTP_1, version);
        long created = first.getSession().getCreationTime();
        assertThat(whoami(first, token, "").status()).isEqualTo(200);
        Thread.sleep(20);
        SSLSocket second = Sockets.connectAs(server, resuming, Sockets.HTTP_1, version);

        assertThat(second.getSession().getCreationTime()).isEqualTo(created);
        assertThat(second.getSession().getProtocol()).isEqualTo(version);
        assertThat(whoami(second, token, "").status()).isEqualTo(200);
    }

    @Test
    void theHeaderOfAClientIsNotRead() throws Exception {
        String header = "Client-Cert: " + client.byteSequence() + "\r\n";

        assertRefused(whoami(Sockets.connect(server, Sockets.HTTP_1), client.token(), header));
        assertRefused(whoami(Sockets.connectAs(server, other, Sockets.HTTP_1), client.token(), header));
    }

    @Test
    void holdsOverHttp2() throws Exception {
        assertThat(http2(client, client.token()).status()).isEqualTo(200);
        RawHttp2.Answer refused = http2(other, client.token());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers().get("www-authenticate")).contains(NOT_SHOWN);
    }

    private RawHttp2.Answer http2(ClientKey key, String token) throws Exception {
        try (RawHttp2 connection = new RawHttp2(Sockets.connectAs(server, key, Sockets.HTTP_2), new byte[0])) {
            connection
                    .request(
                            1,
                            RawHttp2.END_STREAM,
                            RawHttp2.fields("GET", "/whoami", "authorization", "Bearer " + token))
                    .flush();
            return connection.answer(1);
        }
    }

    @Test
    void theMetadataSaysSo() {
        assertThat(given().get("/.well-known/oauth-protected-resource")
                        .jsonPath()
                        .getBoolean("tls_client_certificate_bound_access_tokens"))
                .isTrue();
    }
}
