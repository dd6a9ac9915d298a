package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.KeptAlive.Answer;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkiverse.mcp.server.runtime.ConnectionManager;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A body that is not an acceptable message gets one complete answer, soon, and never reaches the MCP extension (DESIGN
 * 4.3).
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class EnvelopeTest {

    private static final int PARSE = -32700;
    private static final int REQUEST = -32600;
    private static final int METHOD = -32601;
    private static final int PARAMS = -32602;

    /** In milliseconds, with time for a busy machine; a batch of 60,000 calls is half of the largest accepted body. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private record Row(String what, int status, int code, Integer id, String body) {
        @Override
        public String toString() {
            return "%s -> %d %d".formatted(what, status, code);
        }
    }

    /** A message with the id 1; of its body only what follows. */
    private static Row message(String what, int code, String rest) {
        return new Row(what, code == METHOD ? 200 : 400, code, 1, "{\"jsonrpc\":\"2.0\",\"id\":1," + rest + "}");
    }

    /** A body in which no id can be trusted. */
    private static Row body(String what, int code, String body) {
        return new Row(what, 400, code, null, body);
    }

    private static Row params(String method, String params) {
        return message(
                "%s with params %s".formatted(method, params),
                PARAMS,
                "\"method\":\"%s\",\"params\":%s".formatted(method, params));
    }

    static Stream<Row> bodies() {
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        String holding = ping.replace("\"ping\"", "\"ping\",\"params\":{\"a\":%s}");
        return Stream.of(
                body("nothing", PARSE, ""),
                body("half an object", PARSE, "{"),
                body("no JSON", PARSE, "not json"),
                body("two messages", PARSE, ping + "{}"),
                body("a key twice", PARSE, ping.replace("}", ",\"method\":\"tools/call\"}")),
                body("a nested key twice", PARSE, holding.formatted("{\"b\":1,\"b\":1}")),
                body("too deep, never closed", PARSE, "[".repeat(5000)),
                body("too deep", PARSE, holding.formatted("[".repeat(100) + "]".repeat(100))),
                body("too long a number", PARSE, holding.formatted("9".repeat(5000))),
                body("a key with half a character", PARSE, holding.formatted("{\"\\ud800\":1}")),
                body("an empty batch", REQUEST, "[]"),
                body("a batch", REQUEST, "[" + ping + "]"),
                body("a large batch", REQUEST, "[" + "{},".repeat(9_000) + ping + "]"),
                body("too many values", REQUEST, holding.formatted("[" + "1,".repeat(10_000) + "1]")),
                body("null", REQUEST, "null"),
                body("a number", REQUEST, "5"),
                body("a text", REQUEST, "\"text\""),
                body("an id of null", REQUEST, ping.replace("1,", "null,")),
                body("a fraction for an id", REQUEST, ping.replace("1,", "1.5,")),
                body("an object for an id", REQUEST, ping.replace("1,", "{},")),
                body("tools/call without an id", REQUEST, withoutId("tools/call")),
                body("ping without an id", REQUEST, withoutId("ping")),
                body("an unknown method without an id", REQUEST, withoutId("no/such")),
                new Row("no jsonrpc", 400, REQUEST, 1, "{\"id\":1,\"method\":\"ping\"}"),
                new Row("jsonrpc 1.0", 400, REQUEST, 1, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}"),
                new Row("a number for jsonrpc", 400, REQUEST, 1, "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}"),
                new Row("no method", 400, REQUEST, 1, "{\"jsonrpc\":\"2.0\",\"id\":1}"),
                message("a number for a method", REQUEST, "\"method\":5"),
                message("a response", REQUEST, "\"result\":{}"),
                message("a request with a result", REQUEST, "\"method\":\"ping\",\"result\":{}"),
                message("a request with an error", REQUEST, "\"method\":\"ping\",\"error\":{}"),
                message("tools/call without params", PARAMS, "\"method\":\"tools/call\""),
                message("initialize without params", PARAMS, "\"method\":\"initialize\""),
                message("logging/setLevel without params", PARAMS, "\"method\":\"logging/setLevel\""),
                params("logging/setLevel", "{\"level\":\"loud\"}"),
                params("logging/setLevel", "{\"level\":\"\"}"),
                params("ping", "[]"),
                params("ping", "null"),
                params("ping", "\"x\""),
                params("tools/call", "{\"name\":5}"),
                params("tools/call", "{\"name\":[\"fixture_read\"]}"),
                params("tools/call", "{\"name\":\"fixture_read\",\"arguments\":[]}"),
                params("tools/call", "{\"name\":\"fixture_read\",\"_meta\":5}"),
                params("tools/call", "{\"name\":\"fixture_read\",\"_meta\":{\"progressToken\":{}}}"),
                params("tools/list", "{\"cursor\":5}"),
                params("tools/list", "{\"cursor\":\"x\"}"),
                params("prompts/list", "{\"cursor\":\"x\\n\"}"),
                params("resources/list", "{\"cursor\":\"x\"}"),
                params("resources/templates/list", "{\"cursor\":\"x\"}"),
                params("resources/read", "{\"uri\":5}"),
                params("initialize", "{\"protocolVersion\":\"1\",\"capabilities\":{},\"clientInfo\":5}"),
                params("completion/complete", "{\"ref\":{},\"argument\":{}}"),
                params("completion/complete", completed("{\"type\":\"ref/prompt\"}")),
                params("completion/complete", completed("{\"type\":\"ref/prompt\",\"name\":5}")),
                params("completion/complete", completed("{\"type\":\"ref/resource\",\"name\":\"fixture_read\"}")),
                params("completion/complete", completed("{\"type\":\"ref/other\",\"name\":\"x\",\"uri\":\"x\"}")),
                message("an unknown method", METHOD, "\"method\":\"no/such\""),
                message("a method of the extension's own", METHOD, "\"method\":\"q/close\""),
                message("an empty method", METHOD, "\"method\":\"\""));
    }

    private static String withoutId(String method) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"%s\"}".formatted(method);
    }

    private static String completed(String reference) {
        return "{\"ref\":" + reference + ",\"argument\":{\"name\":\"a\",\"value\":\"b\"}}";
    }

    @TestHTTPResource("/")
    URI server;

    @Inject
    ConnectionManager sessions;

    @BeforeEach
    void acceptTheMessageThatTheRowsDifferFrom() {
        assertThat(Mcp.request(TokenForge.bearer("notes:read"), "ping", Map.of("a", 1))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isAnsweredAtOnceWithOneJsonRpcErrorAndLeavesNothing(Row row) throws IOException {
        String token = TokenForge.bearer("notes:read");
        try (LogRecorder log = new LogRecorder();
                KeptAlive connection = new KeptAlive(server)) {
            Instant begun = Instant.now();
            connection.send(KeptAlive.post(token, row.body.getBytes(StandardCharsets.UTF_8)));
            Answer answer = connection.read();

            assertThat(Duration.between(begun, Instant.now())).isLessThan(BOUND);
            assertThat(answer.status()).isEqualTo(row.status);
            assertThat(answer.headers()).containsEntry("content-type", "application/json");
            JsonPath message = JsonPath.from(answer.text());
            assertThat(message.getString("jsonrpc")).isEqualTo("2.0");
            assertThat(message.<Object>get("id")).isEqualTo(row.id);
            assertThat(message.getInt("error.code")).isEqualTo(row.code);
            assertThat(message.getString("error.message")).isNotBlank().doesNotContain("Exception", "jackson");
            assertThat(log.faults()).isEmpty();
        }
        // the extension may drop the connection of the previous request just after its answer
        Awaitility.await()
                .atMost(BOUND)
                .untilAsserted(() -> assertThat(sessions).isEmpty());
    }
}
