package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads requests alike in whatever pieces they arrive, and keeps no more of incomplete heads than the budget allows.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(IndependentSettings.class)
class WholeHeadsTest {

    private static final String HEAD = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n";

    private static final int ROUNDS = 60;
    private static final int MORE_THAN_ARE_DECODED = 20;

    @TestHTTPResource("/")
    URI server;

    private static byte[] requests() {
        String token = TokenForge.bearer("notes:read");
        String head = HEAD.formatted(token);
        String post = "POST /mcp" + head
                + "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":{\"a\":\"\\r\\n\\r\\n\"}}";
        return ("GET /whoami" + head + "\r\n"
                        + post + "Content-Length: " + ping.length() + "\r\n\r\n" + ping
                        + "\r\nGET /whoami" + head + "\r\n"
                        + post + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(ping.length()) + "\r\n"
                        + ping
                        + "\r\n0\r\n\r\n"
                        + "GET /nowhere" + head + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "in pieces of {0}")
    @ValueSource(ints = {1, 2, 3, 5, 64, 333, 100_000})
    void readsARequestInAnyPieces(int piece) throws IOException {
        byte[] requests = requests();
        try (KeptAlive connection = new KeptAlive(server)) {
            for (int at = 0; at < requests.length; at += piece) {
                connection.send(Arrays.copyOfRange(requests, at, Math.min(requests.length, at + piece)));
            }
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                statuses.add(connection.read().status());
            }
            assertThat(statuses).containsExactly(200, 200, 200, 200, 404);
        }
    }

    /** Each is decoded in one piece: a request in the body of another is part of that body. */
    @Test
    void aBodyThatLooksLikeARequestIsNotRead() throws IOException {
        String token = TokenForge.bearer("notes:read");
        byte[] whoami = ("GET /whoami" + HEAD.formatted(token) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] nowhere = ("GET /nowhere" + HEAD.formatted(token) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (KeptAlive connection = new KeptAlive(server)) {
            for (int round = 0; round < 3; round++) {
                connection.send(whoami);
                assertThat(connection.read().status()).isEqualTo(200);
                connection.send(KeptAlive.post(token, nowhere));
                assertThat(connection.read().status()).isEqualTo(400);
            }
            connection.send(nowhere);
            assertThat(connection.read().status()).isEqualTo(404);
        }
    }

    /** Database calls take long enough that the server pauses reading, within a body. */
    @Test
    void readsABodyCompletelyWhenReadingPausesWithinIt() throws IOException {
        byte[] call = KeptAlive.post(
                TokenForge.bearer("notes:read"),
                Mcp.body(1, "tools/call", Map.of("name", "fixture_read", "arguments", Map.of("user_id", "u")))
                        .getBytes(StandardCharsets.US_ASCII));
        try (KeptAlive connection = new KeptAlive(server)) {
            for (int round = 1; round <= ROUNDS; round++) {
                int cut = call.length - round;
                ByteArrayOutputStream calls = new ByteArrayOutputStream();
                for (int i = 0; i < MORE_THAN_ARE_DECODED; i++) {
                    calls.writeBytes(call);
                }
                calls.write(call, 0, cut);
                connection.send(calls.toByteArray());
                assertThat(connection.read().status()).isEqualTo(200);

                connection.send(Arrays.copyOfRange(call, cut, call.length));

                for (int i = 0; i < MORE_THAN_ARE_DECODED; i++) {
                    KeptAlive.Answer answer = connection.read();
                    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                }
            }
        }
    }

    /** The server may refuse it before it has been sent whole. */
    static void sendPart(KeptAlive connection, byte[] head) {
        try {
            connection.send(head);
        } catch (IOException refused) {
            // its answer, if any, is read later
        }
    }

    /** The others are closed after their time. */
    static boolean isRefused(KeptAlive connection) {
        try {
            return connection.read().status() == 503;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void answers503ToAnUnfinishedHeadBeyondTheBudgetAndServesACompleteOne() throws IOException {
        byte[] half = half(15_000).getBytes(StandardCharsets.US_ASCII);
        List<KeptAlive> halves = new ArrayList<>();
        try {
            // the network may split each, and the first part is refused
            for (int i = 0; i < 60; i++) {
                KeptAlive connection = new KeptAlive(server);
                halves.add(connection);
                sendPart(connection, half);
            }
            assertThat(halves.subList(50, 60)).anyMatch(WholeHeadsTest::isRefused);
            try (KeptAlive connection = new KeptAlive(server)) {
                connection.send(requests());
                assertThat(connection.read().status()).isEqualTo(200);
            }
        } finally {
            for (KeptAlive connection : halves) {
                connection.close();
            }
        }
    }

    /** The refusal of a head must not be read as the answer to the request before it, which was carried out. */
    @Test
    void answersTheRequestBeforeAnUnfinishedHeadThatIsRefused() throws IOException {
        List<KeptAlive> halves = new ArrayList<>();
        try {
            fill(halves, 15_000, 60);
            // what is left is less than one of those
            fill(halves, 500, 300);
            byte[] requests = ("GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                            + half(1_000))
                    .getBytes(StandardCharsets.US_ASCII);
            try (KeptAlive connection = new KeptAlive(server)) {
                connection.send(requests);
                assertThat(connection.read().status()).isEqualTo(200);
                assertThat(connection.read().status()).isEqualTo(503);
            }
        } finally {
            for (KeptAlive connection : halves) {
                connection.close();
            }
        }
    }

    private void fill(List<KeptAlive> halves, int length, int count) throws IOException {
        List<KeptAlive> these = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            KeptAlive connection = new KeptAlive(server);
            halves.add(connection);
            these.add(connection);
            sendPart(connection, half(length).getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(these.subList(count - 10, count)).anyMatch(WholeHeadsTest::isRefused);
    }

    static String half(int length) {
        return "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(length);
    }
}
