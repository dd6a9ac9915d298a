package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is fetched from a URL in a token's header (RFC 8725 §3.10). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ForeignKeysTest {

    private final PublicJsonWebKey stranger = SigningKeys.stranger();
    private final AtomicInteger visits = new AtomicInteger();
    private HttpServer site;
    private String url;

    @BeforeEach
    void publish() throws IOException {
        byte[] keys = "{\"keys\":[%s]}"
                .formatted(stranger.toJson(OutputControlLevel.PUBLIC_ONLY))
                .getBytes(StandardCharsets.UTF_8);
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            visits.incrementAndGet();
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        site.start();
        url = "http://127.0.0.1:" + site.getAddress().getPort() + "/jwks";
    }

    @AfterEach
    void close() {
        site.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void fetchesNothingThatAHeaderNames(String header) throws IOException {
        String theirs = TokenForge.token("notes:read")
                .signedBy(stranger, "RS256")
                .header(header, url)
                .sign();
        String ours = TokenForge.token("notes:read").header(header, url).sign();

        assertThat(ping(theirs)).isEqualTo(401);
        assertThat(ping(ours)).isEqualTo(200);
        assertThat(visits).hasValue(0);

        new URL(url).openStream().close();
        assertThat(visits).as("what counts, counts").hasValue(1);
    }

    private static int ping(String token) {
        return Mcp.request(token, "ping", Map.of()).statusCode();
    }
}
