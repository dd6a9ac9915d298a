package dev.scopednotes.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.Mcp;
import dev.scopednotes.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that is no acceptable message gets one whole answer, soon, and never reaches the MCP extension. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class EnvelopeTest {

    private static final int PARSE_ERROR = -32700;
    private static final int INVALID_REQUEST = -32600;
    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMS = -32602;

    private static String message(String rest) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1," + rest + "}";
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of(400, PARSE_ERROR, null, ""),
                Arguments.of(400, PARSE_ERROR, null, "{"),
                Arguments.of(400, PARSE_ERROR, null, "not json"),
                Arguments.of(400, PARSE_ERROR, null, message("\"method\":\"ping\"") + "{}"),
                Arguments.of(400, PARSE_ERROR, null, message("\"method\":\"ping\",\"method\":\"tools/call\"")),
                Arguments.of(400, PARSE_ERROR, null, "[".repeat(5000)),
                Arguments.of(
                        400,
                        PARSE_ERROR,
                        null,
                        message("\"method\":\"ping\",\"params\":{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")),
                Arguments.of(
                        400,
                        PARSE_ERROR,
                        null,
                        message("\"method\":\"ping\",\"params\":{\"a\":" + "9".repeat(5000) + "}")),
                Arguments.of(
                        400,
                        PARSE_ERROR,
                        null,
                        message(
                                "\"method\":\"tools/call\",\"params\":{\"name\":\"read_notes\",\"arguments\":{\"\\ud800\":1}}")),
                Arguments.of(400, INVALID_REQUEST, 1, message("\"method\":\"ping\",\"result\":{}")),
                Arguments.of(400, INVALID_REQUEST, 1, message("\"method\":\"ping\",\"error\":{}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message("\"method\":\"prompts/list\",\"params\":{\"cursor\":\"x\\n\"}")),
                Arguments.of(
                        400, INVALID_PARAMS, 1, message("\"method\":\"resources/list\",\"params\":{\"cursor\":\"x\"}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message("\"method\":\"resources/templates/list\",\"params\":{\"cursor\":\"x\"}")),
                Arguments.of(400, INVALID_REQUEST, null, "[]"),
                Arguments.of(400, INVALID_REQUEST, null, "[" + message("\"method\":\"ping\"") + "]"),
                Arguments.of(400, INVALID_REQUEST, null, "null"),
                Arguments.of(400, INVALID_REQUEST, null, "5"),
                Arguments.of(400, INVALID_REQUEST, null, "\"text\""),
                Arguments.of(400, INVALID_REQUEST, null, "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}"),
                Arguments.of(400, INVALID_REQUEST, null, "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}"),
                Arguments.of(400, INVALID_REQUEST, null, "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}"),
                Arguments.of(400, INVALID_REQUEST, 1, "{\"id\":1,\"method\":\"ping\"}"),
                Arguments.of(400, INVALID_REQUEST, 1, "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}"),
                Arguments.of(400, INVALID_REQUEST, 1, "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}"),
                Arguments.of(400, INVALID_REQUEST, 1, "{\"jsonrpc\":\"2.0\",\"id\":1}"),
                Arguments.of(400, INVALID_REQUEST, 1, message("\"method\":5")),
                Arguments.of(400, INVALID_REQUEST, 1, message("\"result\":{}")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"ping\",\"params\":[]")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"ping\",\"params\":null")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"tools/call\"")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"tools/call\",\"params\":{\"name\":5}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message("\"method\":\"tools/call\",\"params\":{\"name\":[\"read_notes\"]}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message("\"method\":\"tools/call\",\"params\":{\"name\":\"read_notes\",\"arguments\":[]}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message("\"method\":\"tools/call\",\"params\":{\"name\":\"read_notes\",\"_meta\":5}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message(
                                "\"method\":\"tools/call\",\"params\":{\"name\":\"read_notes\",\"_meta\":{\"progressToken\":{}}}")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"tools/list\",\"params\":{\"cursor\":5}")),
                Arguments.of(
                        400, INVALID_PARAMS, 1, message("\"method\":\"tools/list\",\"params\":{\"cursor\":\"x\"}")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"initialize\"")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message(
                                "\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":5}")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"logging/setLevel\"")),
                Arguments.of(400, INVALID_PARAMS, 1, message("\"method\":\"resources/read\",\"params\":{\"uri\":5}")),
                Arguments.of(
                        400,
                        INVALID_PARAMS,
                        1,
                        message("\"method\":\"completion/complete\",\"params\":{\"ref\":{},\"argument\":{}}")),
                Arguments.of(200, METHOD_NOT_FOUND, 1, message("\"method\":\"no/such\"")),
                Arguments.of(200, METHOD_NOT_FOUND, 1, message("\"method\":\"q/close\"")),
                Arguments.of(200, METHOD_NOT_FOUND, 1, message("\"method\":\"\"")));
    }

    @ParameterizedTest(name = "[{index}] {0} {1}")
    @MethodSource("bodies")
    void isAnsweredWithOneJsonRpcErrorAtOnce(int status, int code, Integer id, String body) {
        Instant begun = Instant.now();

        Response response = Mcp.post(TokenForge.bearer("notes:read")).body(body).post("/mcp");

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(response.jsonPath().getString("jsonrpc")).isEqualTo("2.0");
        assertThat(response.jsonPath().<Object>get("id")).isEqualTo(id);
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(code);
        assertThat(response.jsonPath().getString("error.message")).isNotBlank().doesNotContain("Exception", "jackson");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"notifications/initialized", "notifications/cancelled", "tools/call", "anything"})
    void aNotificationIsAcceptedAndChangesNothing(String method) {
        Response response = Mcp.post(TokenForge.bearer("notes:read"))
                .body("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}")
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.asString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type | text/plain | 400",
                "Content-Type | application/jsonx | 400",
                "Content-Type | application/json; charset=utf-16 | 400",
                "Content-Type | application/json; charset=UTF-8 | 200",
                "Content-Encoding | gzip | 415",
                "Accept | application/json | 406",
                "Accept | text/event-stream | 406",
                "Accept | */* | 200",
                "Accept | text/event-stream, application/json;q=0.5 | 200",
                "MCP-Protocol-Version | 2025-11-25 | 200",
                "MCP-Protocol-Version | 2025-06-18 | 200",
                "MCP-Protocol-Version | 2025-03-26 | 200",
                "MCP-Protocol-Version | 2026-07-28 | 400",
                "MCP-Protocol-Version | nonsense | 400",
            })
    void headersMustSayWhatWeSpeak(String header, String value, int status) {
        Map<String, String> headers = new java.util.HashMap<>(
                Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream"));
        headers.put(header, value);

        Response response = io.restassured.RestAssured.given()
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .headers(headers)
                .header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .body(Mcp.body(1, "ping", Map.of()).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.jsonPath().getString("jsonrpc")).isEqualTo("2.0");
    }

    @Test
    void aProtocolVersionThatWeDoNotSpeakIsAnsweredWithThoseThatWeDo() {
        Response response = Mcp.post(TokenForge.bearer("notes:read"))
                .header("MCP-Protocol-Version", "2026-07-28")
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");

        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32022);
        assertThat(response.jsonPath().getList("error.data.supported"))
                .isEqualTo(List.of("2025-11-25", "2025-06-18", "2025-03-26"));
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndOneAtTheLimitIsRead() {
        String token = TokenForge.bearer("notes:read");
        String frame = message("\"method\":\"ping\",\"params\":{\"a\":\"%s\"}");
        int room = 1024 * 1024 - frame.length() + 2;

        assertThat(Mcp.post(token)
                        .body(frame.formatted("a".repeat(room)))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Mcp.post(token)
                        .body(frame.formatted("a".repeat(room + 1)))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(413);
    }

    /** Each of these clients sends the whole body before it looks for an answer. */
    @ParameterizedTest(name = "{0} MiB, token {1}")
    @CsvSource({"2, true", "20, true", "2, false", "20, false"})
    void aRefusalReachesAClientThatIsStillSending(int mebibytes, boolean authorized) {
        String token = authorized ? TokenForge.bearer("notes:read") : "not-a-token";

        assertThat(Mcp.post(token)
                        .body(message("\"method\":\"ping\",\"params\":{\"a\":\"%s\"}")
                                .formatted("a".repeat(mebibytes * 1024 * 1024)))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(authorized ? 413 : 401);
    }

    @Test
    void noSessionIsGivenAndNoneIsNeeded() {
        String token = TokenForge.bearer("notes:read");
        Response initialized = Mcp.request(
                token,
                "initialize",
                Map.of(
                        "protocolVersion", "2025-06-18",
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "test", "version", "1")));

        assertThat(initialized.statusCode()).isEqualTo(200);
        assertThat(initialized.headers().hasHeaderWithName("Mcp-Session-Id")).isFalse();
        assertThat(initialized.jsonPath().getMap("result.capabilities.tools")).isEmpty();
        assertThat(Mcp.post(token)
                        .header("Mcp-Session-Id", "made-up")
                        .body(Mcp.body(2, "tools/list", Map.of()))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(200);
    }

    /** What a client tells of itself is neither kept nor interpreted: the extension would stumble over these. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\"x\"", "[1]", "[{\"src\":5,\"sizes\":\"x\"}]", "null"})
    void initializeIsAnsweredWhateverElseTheClientSaysOfItself(String icons) {
        String body = message("\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-06-18\","
                + "\"capabilities\":{\"roots\":5,\"x\":[]},\"clientInfo\":{\"name\":\"a\",\"version\":\"1\",\"icons\":"
                + icons
                + "}}");

        Response response = Mcp.post(TokenForge.bearer("")).body(body).post("/mcp");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getInt("id")).isEqualTo(1);
        assertThat(response.jsonPath().getString("result.protocolVersion")).isEqualTo("2025-06-18");
        assertThat(response.jsonPath().getString("result.serverInfo.name")).isEqualTo("scoped-notes");
    }
}
