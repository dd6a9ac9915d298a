package dev.scopednotes.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.Mcp;
import dev.scopednotes.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the headers of a POST must say. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class HttpExpectationsTest {

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
}
