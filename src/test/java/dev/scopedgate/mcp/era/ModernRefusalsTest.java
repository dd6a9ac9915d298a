package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scopedgate.mcp.CompletionTest.WithFurtherFeatures;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request of MCP 2026-07-28 is refused for, each beside the valid request that differs in one thing. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithFurtherFeatures.class)
class ModernRefusalsTest {

    private static final String INFO = "io.modelcontextprotocol/clientInfo";
    private static final String LEVEL = "io.modelcontextprotocol/logLevel";

    private static Modern read() {
        return Modern.call("read_notes", Map.of("user_id", "ray")).id("an-id");
    }

    private static Modern route(String region) {
        return Modern.call("route", Map.of("region", region)).id("an-id");
    }

    private static Modern anything(Object argument, String header) {
        return Modern.call("anything", Map.of("any", argument)).id("an-id").header("Mcp-Param-Any", header);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("claim not a string", read().meta(Modern.CLAIM, 20260728), 400, -32602),
                arguments("no capabilities", read().meta(Modern.CAPABILITIES, null), 400, -32602),
                arguments("capabilities a list", read().meta(Modern.CAPABILITIES, List.of()), 400, -32602),
                arguments("clientInfo a string", read().meta(INFO, "me"), 400, -32602),
                arguments("clientInfo without version", read().meta(INFO, Map.of("name", "me")), 400, -32602),
                arguments("unknown log level", read().meta(LEVEL, "loud"), 400, -32602),
                arguments("log level not a string", read().meta(LEVEL, 3), 400, -32602),
                arguments("progress token an object", read().meta("progressToken", Map.of()), 400, -32602),
                arguments("claimed by the header alone", read().meta(Modern.CLAIM, null), 400, -32602),
                arguments("_meta not an object", read().param("_meta", "no"), 400, -32602),
                arguments("no version header", read().header("MCP-Protocol-Version", null), 400, -32020),
                arguments("legacy header", read().header("MCP-Protocol-Version", "2025-11-25"), 400, -32020),
                arguments(
                        "version header twice",
                        read().header("MCP-Protocol-Version", List.of(Modern.VERSION, Modern.VERSION)),
                        400,
                        -32020),
                arguments("no method header", read().header("Mcp-Method", null), 400, -32020),
                arguments("other method header", read().header("Mcp-Method", "tools/list"), 400, -32020),
                arguments("method header in another case", read().header("Mcp-Method", "Tools/Call"), 400, -32020),
                arguments(
                        "method header encoded",
                        read().header("Mcp-Method", "=?base64?dG9vbHMvY2FsbA==?="),
                        400,
                        -32020),
                arguments("no name header", read().header("Mcp-Name", null), 400, -32020),
                arguments("other name header", read().header("Mcp-Name", "admin_purge"), 400, -32020),
                arguments("name header in another case", read().header("Mcp-Name", "Read_Notes"), 400, -32020),
                arguments(
                        "name header twice",
                        read().header("Mcp-Name", List.of("read_notes", "read_notes")),
                        400,
                        -32020),
                arguments("name header with a comma", read().header("Mcp-Name", "read_notes, read_notes"), 400, -32020),
                arguments("name header in bad base64", read().header("Mcp-Name", "=?base64?@@@?="), 400, -32020),
                arguments(
                        "base64 without padding", read().header("Mcp-Name", "=?base64?cmVhZF9ub3Rlcw?="), 400, -32020),
                arguments(
                        "base64 with other bits at its end",
                        read().header("Mcp-Name", "=?base64?cmVhZF9ub3Rlcx==?="),
                        400,
                        -32020),
                arguments(
                        "base64 of other bytes than UTF-8", read().header("Mcp-Name", "=?base64?/w==?="), 400, -32020),
                arguments(
                        "sentinel in another case",
                        read().header("Mcp-Name", "=?BASE64?cmVhZF9ub3Rlcw==?="),
                        400,
                        -32020),
                arguments("empty name header", read().header("Mcp-Name", ""), 400, -32020),
                arguments(
                        "header of another tool that needs more",
                        Modern.call("admin_purge", Map.of("user_id", "ray"))
                                .id("an-id")
                                .header("Mcp-Name", "read_notes"),
                        400,
                        -32020),
                arguments("unknown version", read().version("2027-01-01"), 400, -32022),
                arguments("legacy version claimed", read().version("2025-11-25"), 400, -32022),
                arguments("unknown method", Modern.request("no/such").id("an-id"), 404, -32601),
                arguments("initialize", Modern.request("initialize").id("an-id"), 404, -32601),
                arguments("ping", Modern.request("ping").id("an-id"), 404, -32601),
                arguments(
                        "logging/setLevel",
                        Modern.request("logging/setLevel", Map.of("level", "info"))
                                .id("an-id"),
                        404,
                        -32601),
                arguments(
                        "subscribe",
                        Modern.request("resources/subscribe", Map.of("uri", "weather://sky"))
                                .id("an-id"),
                        404,
                        -32601),
                arguments("listen", Modern.request("subscriptions/listen").id("an-id"), 404, -32601),
                arguments("name not a string", read().param("name", 7), 400, -32602),
                arguments("arguments not an object", read().param("arguments", List.of()), 400, -32602),
                arguments(
                        "cursor",
                        Modern.request("tools/list", Map.of("cursor", "x")).id("an-id"),
                        400,
                        -32602),
                arguments("param header missing", route("eu"), 400, -32020),
                arguments("param header of another value", route("eu").header("Mcp-Param-Region", "us"), 400, -32020),
                arguments(
                        "param header in bad base64",
                        route("eu").header("Mcp-Param-Region", "=?base64?zz?="),
                        400,
                        -32020),
                arguments(
                        "param header twice", route("eu").header("Mcp-Param-Region", List.of("eu", "eu")), 400, -32020),
                arguments("param header of a list", anything(List.of("eu"), "[eu]"), 400, -32020),
                arguments("param header of an object", anything(Map.of("a", "b"), "{a=b}"), 400, -32020),
                arguments("param header of a number that is a text", anything(5, "5"), 400, -32020),
                arguments(
                        "param header without its argument",
                        route("eu").header("Mcp-Param-Region", "eu").header("Mcp-Param-Depth", "3"),
                        400,
                        -32020));
    }

    @ParameterizedTest(name = "{0} -> {2} {3}")
    @MethodSource
    void refused(String what, Modern request, int status, int code) {
        int runs = ModernFeatures.RUNS.get();

        Response response = request.send(TokenForge.bearer("notes:read"));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(code);
        assertThat(response.jsonPath().getString("id")).isEqualTo("an-id");
        assertThat(response.header("WWW-Authenticate")).isNull();
        assertThat(ModernFeatures.RUNS.get()).isEqualTo(runs);
        // beside each the same token and a request without the fault
        assertThat(read().send(TokenForge.bearer("notes:read")).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("as it is", read()),
                arguments("with clientInfo", read().meta(INFO, Map.of("name", "me", "version", "1"))),
                arguments("with unknown members in _meta", read().meta("com.example/x", List.of(1, 2))),
                arguments(
                        "names of headers in another case",
                        read().header("Mcp-Name", null).header("MCP-NAME", "read_notes")),
                arguments("white space around a value", read().header("Mcp-Name", "  read_notes \t")),
                arguments("name header in base64", read().header("Mcp-Name", "=?base64?cmVhZF9ub3Rlcw==?=")),
                arguments("region", route("eu").header("Mcp-Param-Region", "eu")),
                arguments(
                        "region that must be encoded",
                        route("Köln ").header("Mcp-Param-Region", Modern.encoded("Köln "))),
                arguments("argument of a schema made by Jackson", anything("eu", "eu")),
                arguments("unknown param header", read().header("Mcp-Param-Other", "x")),
                arguments(
                        "integer in another notation",
                        Modern.call("route", Map.of("region", "eu", "depth", 1.0e7))
                                .header("Mcp-Param-Region", "eu")
                                .header("Mcp-Param-Depth", "10000000")),
                arguments(
                        "integer as another number",
                        Modern.call("route", Map.of("region", "eu", "depth", 42, "dry", true))
                                .header("Mcp-Param-Region", "eu")
                                .header("Mcp-Param-Depth", "42.0")
                                .header("Mcp-Param-Dry", "true")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, Modern request) {
        Response response = request.send(TokenForge.bearer("notes:read"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getString("result.resultType")).isEqualTo("complete");
    }

    @Test
    void anUnsupportedVersionIsAnsweredWithTheModernOnes() {
        Response response = read().version("2027-01-01").send(TokenForge.bearer("notes:read"));

        assertThat(response.jsonPath().getList("error.data.supported")).isEqualTo(List.of("2026-07-28"));
        assertThat(response.jsonPath().getString("error.data.requested")).isEqualTo("2027-01-01");
    }

    @Test
    void noTokenComesFirst() {
        Response response =
                Modern.request("server/discover").header("Mcp-Method", "wrong").anonymous();

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer resource_metadata=");
    }

    @Test
    void theScopeIsAskedAfterTheHeaders() {
        Modern purge = Modern.call("admin_purge", Map.of("user_id", "ray")).id(7);
        Response denied = purge.send(TokenForge.bearer("notes:read"));

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.header("WWW-Authenticate")).contains("insufficient_scope", "admin:notes");
        assertThat(denied.jsonPath().getInt("id")).isEqualTo(7);
        assertThat(denied.jsonPath().getList("error.data.required_scopes")).isEqualTo(List.of("admin:notes"));
    }

    @Test
    void anUnknownToolIsNotADeniedOne() {
        Response unknown = Modern.call("no_such_tool", Map.of()).send(TokenForge.bearer("notes:read"));

        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.jsonPath().getInt("error.code")).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(ints = {-32002, -32042, -32020, -32050, -32000, -32001})
    void codesThatAModernErrorMustNotHaveAreReplaced(int code) {
        Response failed = Modern.call("fails_with", Map.of("code", code)).send(TokenForge.bearer("notes:read"));

        // an invalid argument is for the model to correct
        assertThat(failed.jsonPath().getString("error.code")).isIn("-32603", "-32602");
        Response legacy = Mcp.call(TokenForge.bearer("notes:read"), "fails_with", Map.of("code", code));
        assertThat(legacy.jsonPath().getInt("error.code")).isEqualTo(code);
    }

    @Test
    void aFailureWithoutAMessageIsAResultWithOne() {
        Response failed = Modern.call("fails_silently", Map.of()).send(TokenForge.bearer("notes:read"));

        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(failed.jsonPath().getString("result.content[0].text")).isNotBlank();
    }

    @Test
    void aDenialAfterProgressIsNoResult() {
        int runs = ModernFeatures.RUNS.get();
        Modern outer = Modern.call("outer", Map.of());
        Response denied = outer.send(TokenForge.bearer("notes:read"));
        String streamed = outer.meta("progressToken", 1)
                .send(TokenForge.bearer("notes:read"))
                .asString();

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(streamed)
                .contains("notifications/progress", "\"error\":{", "admin:notes")
                .doesNotContain("isError");
        assertThat(ModernFeatures.RUNS.get()).isEqualTo(runs);
        assertThat(outer.send(TokenForge.bearer("notes:read admin:notes")).asString())
                .contains("purged");
    }

    @Test
    void aCodeOfTheApplicationStays() {
        Response failed = Modern.call("fails_with", Map.of("code", 4711)).send(TokenForge.bearer("notes:read"));

        assertThat(failed.jsonPath().getInt("error.code")).isEqualTo(4711);
    }

    @Test
    void aBatchOfBothErasIsRefusedWhole() {
        String batch = "[" + Mcp.body(1, "tools/list", Map.of()) + "," + read().body() + "]";
        Response response =
                Mcp.post(TokenForge.bearer("notes:read")).body(batch).post("/mcp");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32600);
    }

    @Test
    void initializeWithoutAClaimAgreesToALegacyVersion() {
        Map<String, Object> params = Map.of(
                "protocolVersion", Modern.VERSION,
                "capabilities", Map.of(),
                "clientInfo", Map.of("name", "test", "version", "1"));
        Response response = Mcp.request(TokenForge.bearer("notes:read"), "initialize", params);

        assertThat(response.jsonPath().getString("result.protocolVersion")).isEqualTo("2025-11-25");
    }
}
