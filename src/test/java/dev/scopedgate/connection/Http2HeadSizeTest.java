package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.RawHttp2;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The head of an HTTP/2 request may be as long as that of HTTP/1.1, and a longer one ends only its stream (RFC 6585 §5). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class Http2HeadSizeTest {

    private static final int FRAME = 16_384;

    @TestHTTPResource("/")
    URI server;

    /** A valid token of that length, or a little longer. */
    private static String token(int length) {
        String plain = TokenForge.bearer("notes:read");
        // three bytes of the claim are four characters of the token
        return TokenForge.token("notes:read")
                .claim("padding", "a".repeat((length - plain.length()) * 3 / 4))
                .sign();
    }

    private static void send(RawHttp2 connection, int stream, Map<String, String> fields) throws IOException {
        byte[] block = RawHttp2.encoded(fields);
        for (int at = 0; at < block.length; at += FRAME) {
            int to = Math.min(block.length, at + FRAME);
            int flags = (at == 0 ? RawHttp2.END_STREAM : 0) | (to == block.length ? RawHttp2.END_HEADERS : 0);
            connection.frame(
                    at == 0 ? RawHttp2.HEADERS : RawHttp2.CONTINUATION,
                    flags,
                    stream,
                    Arrays.copyOfRange(block, at, to));
        }
        connection.flush();
    }

    private static Map<String, String> bearer(String token) {
        return RawHttp2.fields("GET", "/whoami", "authorization", "Bearer " + token);
    }

    private int overHttp11(String token) {
        return RawHttp.status(server, "GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token);
    }

    @ParameterizedTest(name = "{0} characters")
    @ValueSource(ints = {1000, 7000, 8100, 8161, 9000, 12_000, 15_000, 16_300})
    void answersATokenAsOverHttp11(int length) throws Exception {
        String token = token(length);

        try (RawHttp2 connection = new RawHttp2(server)) {
            send(connection, 1, bearer(token));

            assertThat(connection.answer(1).status()).isEqualTo(overHttp11(token));
        }
    }

    @Test
    void acceptsAValidTokenOf8161Characters() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            send(connection, 1, bearer(token(8_161)));

            assertThat(connection.answer(1).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0} characters")
    @ValueSource(ints = {17_000, 20_000, 21_000, 30_000, 48_000, 64_000, 70_000})
    void refusesALongerHeadAndServesOtherStreams(int length) throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            send(connection, 1, bearer("a".repeat(length)));
            send(connection, 3, bearer(TokenForge.bearer("notes:read")));

            RawHttp2.Answer refused = connection.answer(1);
            assertThat(refused.status()).isEqualTo(length > 20_000 ? 431 : 401);
            if (length < 64_000) {
                assertThat(refused.body()).contains("\"detail\"");
            }
            assertThat(connection.answer(3).status()).isEqualTo(200);
        }
    }

    @Test
    void countsManySmallFieldsTogether() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            Map<String, String> fields = bearer(TokenForge.bearer("notes:read"));
            for (int i = 0; i < 1200; i++) {
                fields.put("x-" + i, "aaaaaaaaaaaa");
            }
            send(connection, 1, fields);

            assertThat(connection.answer(1).status()).isEqualTo(431);
        }
    }

    @Test
    void refusesALongPathAsOverHttp11() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            String metadata = "/.well-known/oauth-protected-resource?";
            send(connection, 1, RawHttp2.fields("GET", metadata + "a".repeat(3900)));
            send(connection, 3, RawHttp2.fields("GET", metadata + "a".repeat(4100)));

            assertThat(connection.answer(1).status()).isEqualTo(200);
            RawHttp2.Answer refused = connection.answer(3);
            assertThat(refused.status()).isEqualTo(414);
            assertThat(refused.body()).contains("the request line is too long");
        }
    }
}
