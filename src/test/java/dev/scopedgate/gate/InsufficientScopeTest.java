package dev.scopedgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact text of a denial (DESIGN section 3). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class InsufficientScopeTest {

    private static final Map<String, Object> NOTE = Map.of("user_id", "ray", "note", "x");

    @Test
    void aDenialNamesTheRequiredAndTheHeldScopes() {
        Response response = Mcp.call(TokenForge.bearer("notes:read"), "fixture_add", NOTE);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().getValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"notes:read notes:write\", "
                        + "resource_metadata=\"" + TokenForge.METADATA + "\", "
                        + "error_description=\"tool 'fixture_add' requires scope 'notes:write'\"");
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(response.jsonPath().getMap("$"))
                .isEqualTo(Map.of(
                        "jsonrpc",
                        "2.0",
                        "id",
                        1,
                        "error",
                        Map.of(
                                "code",
                                -32602,
                                "message",
                                "403 forbidden: tool 'fixture_add' requires scope 'notes:write';"
                                        + " token scopes are ['notes:read']",
                                "data",
                                Map.of(
                                        "required_scopes",
                                        List.of("notes:write"),
                                        "token_scopes",
                                        List.of("notes:read"),
                                        "resource_metadata",
                                        TokenForge.METADATA))));
    }

    @ParameterizedTest(name = "held: {0} -> challenged: {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, notes:write",
                "notes:read, notes:read notes:write",
                "admin:notes, notes:write admin:notes",
                "offline_access openid notes:read, notes:read notes:write",
                "NOTES:WRITE, notes:write",
                "notes:write2 xnotes:write notes, notes:write",
            })
    void theChallengeHasOnlyScopesOfTheTable(String held, String challenged) {
        Response response = Mcp.call(TokenForge.bearer(held == null ? "" : held), "fixture_add", NOTE);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.header("WWW-Authenticate")).contains(", scope=\"" + challenged + "\", ");
    }

    @ParameterizedTest(name = "id {0}")
    @ValueSource(strings = {"\"text\"", "0", "-7", "9007199254740993", "123456789012345678901234567890", "\"\""})
    void aDenialHasTheIdOfItsRequest(String id) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id
                + ",\"method\":\"tools/call\",\"params\":{\"name\":\"fixture_add\"}}";

        Response response = Mcp.post(TokenForge.bearer("notes:read")).body(body).post("/mcp");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.asString()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":");
    }

    /** Otherwise a caller without the scope would learn what the arguments should be. */
    @Test
    void checksTheScopeBeforeTheArguments() {
        Map<String, Object> nonsense = Map.of("nonsense", 5);

        assertThat(Mcp.call(TokenForge.bearer("notes:read"), "fixture_add", nonsense)
                        .statusCode())
                .isEqualTo(403);
        assertThat(Mcp.call(TokenForge.bearer("notes:write"), "fixture_add", nonsense)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anUnknownToolIsDistinguishableFromADeniedOne() {
        Response response = Mcp.call(TokenForge.bearer("notes:read"), "no_such_tool", Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().hasHeaderWithName("WWW-Authenticate")).isFalse();
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32602);
        assertThat(response.jsonPath().getString("error.message")).isEqualTo("Invalid tool name: no_such_tool");
    }
}
