package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.RawHttp2;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Closes an HTTP/2 connection that only sends PING, and resets an answered stream that does not end (RFC 9113 §9.1).
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(StreamDeadlineTest.Short.class)
class StreamDeadlineTest {

    /** The time within which each must end; the times below add up to less than a tenth of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** An answer that waits because its client has no window (SETTINGS_INITIAL_WINDOW_SIZE 0). */
    private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

    public static class Short implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.perimeter.max-head-time", "1s",
                    "scoped-gate.perimeter.max-body-time", "1s");
        }
    }

    @TestHTTPResource("/")
    URI server;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    private URI port(String name) {
        return "management".equals(name) ? management : server;
    }

    private static void pingToTheEnd(RawHttp2 connection) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (connection.isOpen()) {
            assertThat(Instant.now()).as("it is still open").isBefore(end);
            Thread.sleep(200);
        }
    }

    /** The frame that ends that stream, or null if the connection ends before. */
    private static RawHttp2.Frame pingToReset(RawHttp2 connection, int stream) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        try {
            while (true) {
                assertThat(Instant.now()).as("the stream is still open").isBefore(end);
                connection.frame(RawHttp2.PING, 0, 0, new byte[8]).flush();
                RawHttp2.Frame frame = connection.read(
                        next -> next.is(RawHttp2.PING) || next.is(RawHttp2.RST_STREAM) && next.stream() == stream);
                if (frame.is(RawHttp2.RST_STREAM)) {
                    return frame;
                }
                Thread.sleep(200);
            }
        } catch (IOException e) {
            return null;
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"public", "management"})
    void closesAConnectionWithPingsAndNoRequest(String port) throws Exception {
        try (RawHttp2 connection = new RawHttp2(port(port))) {
            pingToTheEnd(connection);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"public", "management"})
    void closesAConnectionWithOnlyPingsAfterARequest(String port) throws Exception {
        try (RawHttp2 connection = new RawHttp2(port(port))) {
            connection
                    .request(1, RawHttp2.END_STREAM, RawHttp2.fields("GET", "/q/health/live"))
                    .flush();
            connection.answer(1);

            pingToTheEnd(connection);
        }
    }

    @Test
    void resetsAStreamWhoseBodyDoesNotEndAfterTheAnswer() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            connection.request(1, 0, RawHttp2.fields("POST", "/mcp")).flush();
            assertThat(connection.answer(1).status()).isEqualTo(401);

            assertThat(pingToReset(connection, 1).errorCode()).as("NO_ERROR").isZero();
            pingToTheEnd(connection);
        }
    }

    @Test
    void resetsAStreamWhoseAnswerIsNotRead() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server, NO_WINDOW)) {
            connection
                    .request(1, RawHttp2.END_STREAM, RawHttp2.fields("GET", "/.well-known/oauth-protected-resource"))
                    .flush();

            assertThat(pingToReset(connection, 1).errorCode()).as("CANCEL").isEqualTo(8);
            pingToTheEnd(connection);
        }
    }

    /** Differs from the others in one thing: it sends further requests. */
    @Test
    void keepsAConnectionWithRequests() throws Exception {
        try (RawHttp2 connection = new RawHttp2(server)) {
            for (int stream = 1; stream < 20; stream += 2) {
                connection
                        .request(
                                stream,
                                RawHttp2.END_STREAM,
                                RawHttp2.fields("GET", "/.well-known/oauth-protected-resource"))
                        .flush();

                assertThat(connection.answer(stream).status()).isEqualTo(200);
                Thread.sleep(500);
            }
        }
    }
}
