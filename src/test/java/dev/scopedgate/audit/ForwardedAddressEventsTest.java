package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.perimeter.ForwardedHostTest;
import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a trusted proxy every request is answered and recorded with an address, whatever the proxy forwards. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ForwardedHostTest.ProxyBelieved.class)
class ForwardedAddressEventsTest {

    @TestHTTPResource("/")
    URI server;

    private AuditRecorder audit;

    @BeforeEach
    void listen() {
        audit = new AuditRecorder();
    }

    @AfterEach
    void leave() {
        audit.close();
    }

    private String address() {
        await().until(() -> !audit.events().isEmpty());
        return audit.events().get(0).fields().getString("client_address");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "', 1.2.3.4' | 1.2.3.4",
                "'' | 127.0.0.1",
                "',' | 127.0.0.1",
                "unknown | 127.0.0.1",
                "_hidden | 127.0.0.1",
                "203.0.113.7:4711 | 203.0.113.7",
                "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
                "2001:DB8::1 | 2001:db8:0:0:0:0:0:1",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "fe80::1%eth0 | fe80:0:0:0:0:0:0:1"
            })
    void recordsTheFirstForwardedAddress(String forwarded, String address) throws Exception {
        try (LogRecorder log = new LogRecorder()) {
            assertThat(RawHttp.status(
                            server, "GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: " + forwarded))
                    .isEqualTo(401);
            assertThat(address()).isEqualTo(address);
            audit.events().clear();

            assertThat(overHttp2(forwarded)).isEqualTo(401);
            assertThat(address()).isEqualTo(address);
            assertThat(log.faults()).isEmpty();
        }
    }

    private int overHttp2(String forwarded) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            return vertx.createHttpClient(new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false))
                    .request(HttpMethod.GET, server.getPort(), server.getHost(), "/whoami")
                    .map(request -> request.putHeader("X-Forwarded-For", forwarded))
                    .compose(HttpClientRequest::send)
                    .map(response -> response.statusCode())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(15, TimeUnit.SECONDS);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "X-Forwarded-Port: x",
                "X-Forwarded-Port: 99999999999",
                "X-Forwarded-Port: -1",
                "X-Forwarded-Port: ",
                "X-Forwarded-Proto: ",
                "X-Forwarded-Proto: ,",
                "X-Forwarded-Proto: java script",
                "X-Forwarded-Ssl: x",
                "Forwarded: for=\"[2001:db8::1]:4711\"",
                "Forwarded: for=",
                "Forwarded: for=unknown;host=;proto=",
                "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: ",
                "X-Forwarded-For: \r\nX-Forwarded-For: 1.2.3.4",
            })
    void answersAtOnceWhateverIsForwarded(String headers) {
        try (LogRecorder log = new LogRecorder()) {
            assertThat(RawHttp.status(server, "GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers))
                    .isEqualTo(401);
            assertThat(address()).isIn("127.0.0.1", "1.2.3.4");
            assertThat(log.faults()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "Host: \r\nX-Forwarded-For: ,", "X-Forwarded-For: 1.2.3.4"})
    void answersARequestWithoutAHost(String headers) {
        assertThat(RawHttp.status(server, "GET /whoami HTTP/1.1\r\n" + headers)).isBetween(400, 403);
    }
}
