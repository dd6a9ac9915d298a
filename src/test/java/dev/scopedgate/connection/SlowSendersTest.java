package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Closes senders that send a byte now and then, in time and without delaying others; serves senders that are only slow
 * or idle.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(SmallBounds.class)
class SlowSendersTest {

    private static final Duration BOUND = SmallBounds.TIME;

    /** Extra time for a busy machine. */
    private static final Duration MARGIN = Duration.ofSeconds(9);

    private static final String GET = "GET /.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1";
    private static final byte[] WHOLE = bytes(GET + "\r\n\r\n");

    /** An HTTP/2 connection's beginning, and a request of it: GET /whoami (RFC 7541 §6). */
    private static final byte[] HTTP2 = joined(bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), hex("000000040000000000"));

    private static final byte[] HTTP2_REQUEST =
            joined(hex("000016010500000001828604"), hex("07"), bytes("/whoami"), hex("0109"), bytes("127.0.0.1"));

    private static final byte[] PING = hex("0000080600000000000000000000000000");

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/health/live", management = true)
    URI management;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @Test
    void fiveHundredSlowHeadsDelayNoOtherCallerAndAreClosed() throws Exception {
        try (Tricklers slow = Tricklers.open(server, 500, bytes("GET /who"))) {
            slow.trickle(bytes("a"));
            long begin = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(RawHttp.status(server, GET)).isEqualTo(200);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));

            assertThat(slow.closedWithin(BOUND.plus(MARGIN))).isEqualTo(500);
        }
    }

    @Test
    void closesSlowHeadsOnTheManagementPort() throws Exception {
        try (Tricklers slow = Tricklers.open(management, 3, bytes("GET /he"))) {
            slow.trickle(bytes("a"));

            assertThat(slow.closedWithin(BOUND.plus(MARGIN))).isEqualTo(3);
        }
    }

    /** At the same time: each takes as long as the others. */
    @Test
    void closesAConnectionThatKeepsSendingAfterItsAnswer() throws Exception {
        Map<String, Tricklers> slow = new LinkedHashMap<>();
        try {
            for (String begin : List.of(
                    "GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /who",
                    "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n",
                    "POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000000\r\n\r\n",
                    "POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n")) {
                slow.put(begin, Tricklers.open(server, 5, bytes(begin)));
                slow.get(begin).trickle(bytes("a"));
            }
            for (Map.Entry<String, Tricklers> after : slow.entrySet()) {
                assertThat(after.getValue().closedWithin(BOUND.plus(MARGIN)))
                        .as(after.getKey())
                        .isEqualTo(5);
            }
        } finally {
            for (Tricklers each : slow.values()) {
                each.close();
            }
        }
    }

    @Test
    void closesAnUnfinishedHttp2Head() throws Exception {
        // HEADERS that announce 4 KiB, then single bytes
        try (Tricklers slow = Tricklers.open(server, 5, joined(HTTP2, hex("001000010400000001")))) {
            slow.trickle(bytes("a"));

            assertThat(slow.closedWithin(BOUND.plus(MARGIN))).isEqualTo(5);
        }
    }

    @Test
    void pingsAreNotARequest() throws Exception {
        try (Tricklers slow = Tricklers.open(server, 5, joined(HTTP2, HTTP2_REQUEST))) {
            slow.trickle(PING);
            assertThat(slow.closedWithin(BOUND.multipliedBy(2))).as("not yet").isZero();

            assertThat(slow.closedWithin(BOUND.plus(MARGIN))).isEqualTo(5);
        }
    }

    @Test
    void servesASlowSenderWithinTheTime() throws Exception {
        try (Tricklers slow = Tricklers.open(server, 5, bytes("GET /whoami HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))) {
            slow.sendInParts(WHOLE, 4, Duration.ofMillis(250));

            assertThat(slow.answers(2)).isEqualTo(5);
        }
    }

    @Test
    void aBodyInTimeLeavesTheConnectionOpen() throws Exception {
        byte[] refused = bytes("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 20\r\n\r\n");
        try (Tricklers slow = Tricklers.open(server, 5, refused)) {
            slow.sendInParts(bytes("a".repeat(20)), 4, Duration.ofMillis(200));
            Thread.sleep(BOUND.plusSeconds(2).toMillis());
            slow.sendInParts(WHOLE, 1, Duration.ZERO);

            assertThat(slow.answers(2)).isEqualTo(5);
        }
    }

    @Test
    void keepsAnIdleConnectionBetweenRequests() throws Exception {
        try (Tricklers quiet = Tricklers.open(server, 5, WHOLE)) {
            assertThat(quiet.closedWithin(BOUND.plusSeconds(2))).isZero();
            quiet.sendInParts(WHOLE, 1, Duration.ZERO);

            assertThat(quiet.answers(2)).isEqualTo(5);
        }
    }
}
