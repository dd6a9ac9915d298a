package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.RawHttp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which headers a POST must have. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class HttpExpectationsTest {

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Type | text/plain | 415",
                "Content-Type | application/jsonx | 415",
                "Content-Type | application/vnd.api+json | 415",
                "Content-Type | application/* | 415",
                "Content-Type | json | 415",
                "Content-Type | application/json, text/plain | 415",
                "Content-Type | application/json; charset=utf-16 | 415",
                "Content-Type | application/json; charset=UTF-8 | 200",
                "Content-Type | application/json;charset=\"utf-8\" | 200",
                "Content-Type | application/json; | 200",
                "Content-Type | application/json ; version=1; x=\"a,b;c\" | 200",
                "Content-Type | Application/JSON | 200",
                "Content-Type | application/json, application/json | 200",
                "Content-Encoding | gzip | 415",
                "Accept | application/json | 406",
                "Accept | text/event-stream | 406",
                "Accept | text/html, application/json | 406",
                "Accept | application/*, text/html | 406",
                "Accept | application/json;q=0, text/event-stream | 406",
                "Accept | */*, text/event-stream;q=0.0 | 406",
                "Accept | application/jsonx, text/event-streams | 406",
                "Accept | */* | 200",
                "Accept | */*;q=0.1, application/json | 200",
                "Accept | Application/JSON, Text/Event-Stream | 200",
                "Accept | application/*, text/* | 200",
                "Accept | application/*;q=0, application/json, text/* | 200",
                "Accept | application/json; charset=utf-8, text/event-stream; x=\"a,b\" | 200",
                "Accept | , application/json,, text/event-stream | 200",
                "Accept | text/event-stream, application/json;q=0.5 | 200",
                "MCP-Protocol-Version | 2025-11-25 | 200",
                "MCP-Protocol-Version | 2025-06-18 | 200",
                "MCP-Protocol-Version | 2025-03-26 | 200",
                "MCP-Protocol-Version | 2025-11-25, 2025-11-25 | 200",
                "MCP-Protocol-Version | 2025-11-25,2025-06-18 | 400",
                "MCP-Protocol-Version | 2024-11-05 | 400",
                "MCP-Protocol-Version | 2026-07-28 | 400",
                "MCP-Protocol-Version | nonsense | 400",
            })
    void refusesUnacceptableHeaders(String header, String value, int status) {
        Map<String, String> headers = new HashMap<>(
                Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream"));
        headers.put(header, value);

        Response response = RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .headers(headers)
                .header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .body(Mcp.body(1, "ping", Map.of()).getBytes(StandardCharsets.UTF_8))
                .post("/mcp");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.jsonPath().getString("jsonrpc")).isEqualTo("2.0");
        assertThat(response.jsonPath().getMap("$")).containsKey(status == 200 ? "result" : "error");
    }

    private static Response twice(String header, String first, String second) {
        return Mcp.post(TokenForge.bearer("notes:read"))
                .header(header, first, second)
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");
    }

    @Test
    void equalCopiesOfAHeaderCountOnce() {
        assertThat(twice("MCP-Protocol-Version", "2025-06-18", "2025-06-18").statusCode())
                .isEqualTo(200);
        assertThat(twice("MCP-Protocol-Version", "2025-06-18", "2025-11-25").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2024-11-05, 2025-11-25",
        "2099-01-01, 2025-11-25",
        "2025-03-26, 2025-03-26",
        "2025-06-18, 2025-06-18",
        "2025-11-25, 2025-11-25"
    })
    void initializeAgreesOnlyToSupportedVersions(String asked, String agreed) {
        String token = TokenForge.bearer("notes:read");
        Response initialized = Mcp.request(
                token,
                "initialize",
                Map.of(
                        "protocolVersion", asked,
                        "capabilities", Map.of(),
                        "clientInfo", Map.of("name", "test", "version", "1")));

        String version = initialized.jsonPath().getString("result.protocolVersion");
        assertThat(version).isEqualTo(agreed);
        assertThat(Mcp.post(token)
                        .header("MCP-Protocol-Version", version)
                        .body(Mcp.body(2, "ping", Map.of()))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhatIsWrongWithContentType() {
        assertThat(typed("text/plain")).isEqualTo("Content-Type must be application/json");
        assertThat(typed("application/json;charset=latin1")).contains("charset utf-8");
        assertThat(RawHttp.exchange(
                        server,
                        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nAuthorization: Bearer "
                                + TokenForge.bearer("notes:read"),
                        "}}"))
                .startsWith("HTTP/1.1 415")
                .contains("Content-Type is missing");
    }

    private static String typed(String type) {
        return RestAssured.given()
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                .header("Content-Type", type)
                .body(Mcp.body(1, "ping", Map.of()).getBytes(StandardCharsets.UTF_8))
                .post("/mcp")
                .jsonPath()
                .getString("error.message");
    }

    @Test
    void anUnsupportedProtocolVersionIsAnsweredWithTheSupportedOnes() {
        Response response = Mcp.post(TokenForge.bearer("notes:read"))
                .header("MCP-Protocol-Version", "2024-11-05")
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");

        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32022);
        assertThat(response.jsonPath().getList("error.data.supported"))
                .isEqualTo(List.of("2025-11-25", "2025-06-18", "2025-03-26"));
    }
}
