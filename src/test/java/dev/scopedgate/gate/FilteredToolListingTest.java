package dev.scopedgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code scoped-gate.tools-list=filter} a token lists the tools that it may call; the decisions are the same. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(IndependentSettings.class)
class FilteredToolListingTest {

    @Inject
    ToolListing listing;

    private static AccessToken token(Set<String> scopes) {
        return new AccessToken("ray", Optional.empty(), scopes, Optional.empty(), "issuer", Instant.MAX, "token:0");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "'', ''",
        "notes:read, fixture_read",
        "notes:write, fixture_add",
        "admin:notes, fixture_purge",
        "notes:write notes:read, fixture_add fixture_read",
        "notes:read notes:write admin:notes, fixture_add fixture_purge fixture_read",
        "notes:readx NOTES:READ notes:* notes, ''",
    })
    void listsExactlyTheToolsThatTheTokenMayCallWithTheirScopes(String scopes, String tools) {
        Response response = Mcp.request(TokenForge.bearer(scopes), "tools/list", Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(String.join(
                        " ",
                        response.jsonPath()
                                .<String>getList("result.tools.findAll { it.name.startsWith('fixture_') }.name")))
                .isEqualTo(tools);
        List<String> needed = response.jsonPath().getList("result.tools._meta.'dev.scopedgate/required-scope'");
        assertThat(List.of(scopes.split(" "))).containsAll(needed);
    }

    /** A client keeps a list for one authorization at best; after a step-up it must find the new tools. */
    @Test
    void aModernClientDoesNotKeepTheList() {
        JsonPath list = Modern.request("tools/list")
                .send(TokenForge.bearer("notes:read"))
                .jsonPath();

        assertThat(list.getInt("result.ttlMs")).isZero();
        assertThat(list.getString("result.cacheScope")).isEqualTo("private");
        assertThat(list.<String>getList("result.tools.name"))
                .contains("fixture_read")
                .doesNotContain("fixture_add");
        // what is the same for every token may be kept
        assertThat(Modern.request("server/discover")
                        .send(TokenForge.bearer("notes:read"))
                        .jsonPath()
                        .getInt("result.ttlMs"))
                .isPositive();
    }

    @Test
    void aCallOfAHiddenToolIsDeniedAndNotUnknown() {
        String reader = TokenForge.bearer("notes:read");
        Response hidden = Mcp.call(reader, "fixture_add", Map.of("user_id", "ray", "note", "x"));
        Response unknown = Mcp.call(reader, "no_such_tool", Map.of());
        Response listed = Mcp.call(reader, "fixture_read", Map.of("user_id", "ray"));

        assertThat(hidden.statusCode()).isEqualTo(403);
        assertThat(hidden.header("WWW-Authenticate")).contains("scope=\"notes:read notes:write\"");
        assertThat(hidden.jsonPath().getString("error.message"))
                .startsWith("403 forbidden: tool 'fixture_add' requires");
        assertThat(unknown.statusCode()).isEqualTo(200);
        assertThat(unknown.jsonPath().getString("error.message")).isEqualTo("Invalid tool name: no_such_tool");
        assertThat(listed.jsonPath().getBoolean("result.isError")).isFalse();
    }

    @Test
    void listsNothingIfTheDecisionFails() {
        Set<String> broken = new HashSet<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean contains(Object scope) {
                throw new IllegalStateException("broken");
            }
        };
        try (LogRecorder log = new LogRecorder()) {
            assertThat(listing.json(token(broken))).isEqualTo("{\"tools\":[]}");
            assertThat(listing.json(null)).isEqualTo("{\"tools\":[]}");
            assertThat(listing.json(token(Set.of("notes:read")))).contains("fixture_read");
            assertThat(log.entries()).anyMatch(entry -> entry.contains("it is not listed"));
        }
    }
}
