package dev.scopednotes.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.ClientKey;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.Sockets;
import dev.scopedgate.testsupport.Surroundings;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A token that is bound to a client certificate, through a real nginx that ends TLS (RFC 8705 §3, RFC 9440 §2). */
class ClientCertificateWalk {

    private static Surroundings surroundings;
    private static ProductionServer server;
    private static CertificateProxy proxy;
    private static ClientKey client;
    private static ClientKey other;

    @BeforeAll
    static void start() throws Exception {
        client = ClientKey.make("client.example.test");
        other = ClientKey.make("other.example.test");
        surroundings = new Surroundings();
        server = ProductionServer.ready(surroundings.environment(Map.of(
                "SCOPED_GATE_CLIENT_CERTIFICATE", "pem-header",
                "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true",
                "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1",
                "QUARKUS_HTTP_PROXY_ENABLE_TRUSTED_PROXY_HEADER", "true")));
        proxy = new CertificateProxy(server);
    }

    @AfterAll
    static void stop() throws Exception {
        if (proxy != null) {
            proxy.stop();
        }
        if (server != null) {
            server.close();
        }
        surroundings.close();
    }

    private static KeptAlive.Answer whoami(Socket socket, String headers) throws Exception {
        try (KeptAlive connection = new KeptAlive(socket)) {
            connection.send(("GET /whoami HTTP/1.1\r\nHost: notes.example.test\r\nAuthorization: Bearer "
                            + client.token() + "\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return connection.read();
        }
    }

    @Test
    void worksWithItsCertificateAloneThroughNginx() throws Exception {
        String claimed = "Client-Cert: " + client.escapedPem() + "\r\n";

        assertThat(whoami(Sockets.connectAs(proxy.uri(), client, Sockets.HTTP_1), "")
                        .text())
                .contains("\"sub\":\"ray\"");
        for (String headers : new String[] {"", claimed, claimed + "X-Forwarded-Trusted-Proxy: true\r\n"}) {
            assertThat(whoami(Sockets.connectAs(proxy.uri(), other, Sockets.HTTP_1), headers)
                            .status())
                    .isEqualTo(401);
            assertThat(whoami(Sockets.connect(proxy.uri(), Sockets.HTTP_1), headers)
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aRequestThatDoesNotComeFromNginxClaimsNothing() throws Exception {
        String claimed = "X-Forwarded-Trusted-Proxy: true\r\nClient-Cert: " + client.escapedPem() + "\r\n";

        assertThat(whoami(Sockets.connectTcp(server.uri(""), "127.0.0.20"), claimed)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void worksOverHttp2ToNginx() throws Exception {
        assertThat(http2(client)).isEqualTo(200);
        assertThat(http2(other)).isEqualTo(401);
    }

    private static int http2(ClientKey key) throws Exception {
        try (RawHttp2 connection = new RawHttp2(Sockets.connectAs(proxy.uri(), key, Sockets.HTTP_2), new byte[0])) {
            Map<String, String> fields =
                    new LinkedHashMap<>(RawHttp2.fields("GET", "/whoami", "authorization", "Bearer " + client.token()));
            fields.put(":scheme", "https");
            fields.put(":authority", "notes.example.test");
            connection.request(1, RawHttp2.END_STREAM, fields).flush();
            return connection.answer(1).status();
        }
    }
}
