package dev.scopedgate.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.RawServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are sent to an issuer's servers, and how their answers are read, byte by byte. */
class JsonDocumentsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final JsonDocuments documents = new JsonDocuments(vertx, TIMEOUT);

    @AfterEach
    void stop() {
        documents.close();
        vertx.close();
    }

    private static byte[] answer(String head, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 200 OK\r\n" + head + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    private static byte[] json() {
        return answer("", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<String> get(RawServer server) {
        return text(documents.get(server.uri("/keys?appid=a%20b")));
    }

    private CompletableFuture<String> post(RawServer server) {
        return text(documents.post(server.uri("/introspect?tenant=1"), "bm90ZXM6eA==", Buffer.buffer("token=x")));
    }

    /** The document, or the reason why there is none. */
    private static CompletableFuture<String> text(Future<JsonDocuments.Document> document) {
        return document.toCompletionStage()
                .toCompletableFuture()
                .handle((got, failure) -> failure == null ? got.body() : ForeignText.message(failure));
    }

    @Test
    void aClosedClientFailsItsRequestsAtOnce() throws Exception {
        try (RawServer server = RawServer.answering(json())) {
            documents.close();

            assertThat(get(server)).succeedsWithin(TIMEOUT).asString().containsIgnoringCase("closed");
        }
    }

    @Test
    void asksAsOrdinaryClientsDo() throws Exception {
        try (RawServer server = RawServer.answering(json())) {
            assertThat(get(server)).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");
            assertThat(post(server)).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");

            assertThat(server.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.toLowerCase(Locale.ROOT))
                            .contains("\r\nuser-agent: scoped-notes/", "*/*")
                            .doesNotContain("accept-encoding"));
            assertThat(server.requests().get(0)).startsWith("GET /keys?appid=a%20b HTTP/1.1\r\n");
            assertThat(server.requests().get(1)).startsWith("POST /introspect?tenant=1 HTTP/1.1\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "identity"})
    void readsACompressedAnswer(String coding) throws Exception {
        byte[] body = encoded(coding, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        try (RawServer server = RawServer.answering(answer("Content-Encoding: " + coding + "\r\n", body))) {
            assertThat(get(server)).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");
            assertThat(post(server)).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void refusesADocumentThatIsTooLongAfterDecompression() throws Exception {
        byte[] bomb = encoded("gzip", new byte[200 * 1024 * 1024]);
        assertThat(bomb).hasSizeLessThan(1024 * 1024);
        try (RawServer server = RawServer.answering(answer("Content-Encoding: gzip\r\n", bomb))) {
            assertThat(get(server))
                    .succeedsWithin(TIMEOUT)
                    .asString()
                    .isEqualTo("more than 1 MiB after decompression, from " + server.uri("/keys?appid=a%20b"));
        }
        byte[] whole = encoded("gzip", " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8));
        try (RawServer server = RawServer.answering(answer("Content-Encoding: gzip\r\n", whole))) {
            assertThat(get(server)).succeedsWithin(TIMEOUT).asString().hasSize(1024 * 1024);
        }
    }

    @Test
    void decompressesNoMoreThanTheLimit() throws Exception {
        Buffer bomb = Buffer.buffer(encoded("gzip", new byte[200 * 1024 * 1024]));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> ContentCoding.decode(List.of("gzip"), bomb, 1024 * 1024, URI.create("http://a")))
                .hasMessage("more than 1 MiB after decompression, from http://a");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(50 * 1024 * 1024);
    }

    @Test
    void namesAnUnknownOrWrongContentEncoding() throws Exception {
        try (RawServer server = RawServer.answering(answer("Content-Encoding: br\r\n", new byte[] {1, 2}))) {
            assertThat(get(server))
                    .succeedsWithin(TIMEOUT)
                    .asString()
                    .startsWith("Content-Encoding 'br', which is neither gzip nor deflate, from http");
        }
        try (RawServer server = RawServer.answering(answer("Content-Encoding: gzip\r\n", new byte[] {1, 2}))) {
            assertThat(get(server))
                    .succeedsWithin(TIMEOUT)
                    .asString()
                    .startsWith("content is not encoded as its Content-Encoding gzip says, from http");
        }
    }

    private static byte[] encoded(String coding, byte[] body) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = coding.equals("identity")
                ? encoded
                : coding.equals("deflate") ? new DeflaterOutputStream(encoded) : new GZIPOutputStream(encoded)) {
            out.write(body);
        }
        return encoded.toByteArray();
    }

    @ParameterizedTest(name = "reset: {0}")
    @ValueSource(booleans = {false, true})
    void repeatsARequestWhoseReusedConnectionWasClosed(boolean reset) throws Exception {
        try (RawServer server = RawServer.droppingReused(json(), reset);
                LogRecorder log = new LogRecorder()) {
            for (int i = 0; i < 6; i++) {
                assertThat(post(server)).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");
                assertThat(get(server)).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");
            }
            assertThat(log.faults()).isEmpty();
        }
    }

    @Test
    void repeatsARequestOnlyOnce() throws Exception {
        try (RawServer server = RawServer.droppingAll()) {
            assertThat(post(server)).succeedsWithin(TIMEOUT).asString().doesNotContain("{");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void repeatsNothingOnceAnAnswerHasBegun() throws Exception {
        byte[] half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII);
        try (RawServer server = RawServer.answeringAndClosing(half)) {
            assertThat(post(server)).succeedsWithin(TIMEOUT).asString().doesNotContain("{");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void acceptsSchemeAndHostInCapitals() throws Exception {
        try (RawServer server = RawServer.answering(json())) {
            URI shouted = URI.create(server.uri("/Keys").toString().replace("http://127.0.0.1", "HTTP://LOCALHOST"));

            assertThat(text(documents.get(shouted))).succeedsWithin(TIMEOUT).isEqualTo("{\"a\":1}");
            assertThat(server.requests().get(0)).startsWith("GET /Keys HTTP/1.1\r\n");
        }
    }
}
