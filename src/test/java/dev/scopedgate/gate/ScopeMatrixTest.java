package dev.scopedgate.gate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.fixture.FixtureNotes;
import dev.scopedgate.fixture.FixtureTools;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls every tool with every subset of the scopes, and checks the status and the effect. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ScopeMatrixTest {

    private static final List<String> SCOPES = List.of("notes:read", "notes:write", "admin:notes");
    private static final Map<String, String> NEEDED =
            Map.of("fixture_read", "notes:read", "fixture_add", "notes:write", "fixture_purge", "admin:notes");

    @Inject
    FixtureNotes stored;

    @Inject
    ScopeTable table;

    static Stream<Arguments> everyToolWithEverySubset() {
        return NEEDED.keySet().stream()
                .flatMap(tool -> IntStream.range(0, 8)
                        .mapToObj(bits -> IntStream.range(0, 3)
                                .filter(bit -> (bits & 1 << bit) != 0)
                                .mapToObj(SCOPES::get)
                                .toList())
                        .flatMap(held -> Stream.of(true, false).map(modern -> Arguments.of(tool, held, modern))));
    }

    @ParameterizedTest(name = "{0} with {1}, modern: {2}")
    @MethodSource("everyToolWithEverySubset")
    void aToolRunsExactlyIfTheTokenHasItsScope(String tool, List<String> held, boolean modern) {
        String user = "matrix-" + UUID.randomUUID();
        stored.add(user, "before");
        Map<String, Object> arguments =
                "fixture_add".equals(tool) ? Map.of("user_id", user, "note", "after") : Map.of("user_id", user);

        String token = TokenForge.bearer(String.join(" ", held));

        Response response = modern ? Modern.call(tool, arguments).send(token) : Mcp.call(token, tool, arguments);

        boolean allowed = held.contains(NEEDED.get(tool));
        assertThat(response.statusCode()).isEqualTo(allowed ? 200 : 403);
        assertThat(response.jsonPath().getInt("id")).isEqualTo(1);
        if (allowed) {
            assertThat(response.jsonPath().getBoolean("result.isError")).isFalse();
        } else {
            assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32602);
            assertThat(response.header("WWW-Authenticate")).startsWith("Bearer error=\"insufficient_scope\"");
        }
        assertThat(stored.of(user)).containsExactlyElementsOf(effect(tool, allowed));
    }

    private static List<String> effect(String tool, boolean allowed) {
        if (!allowed) {
            return List.of("before");
        }
        return switch (tool) {
            case "fixture_add" -> List.of("before", "after");
            case "fixture_purge" -> List.of();
            default -> List.of("before");
        };
    }

    private Stream<ScopeTable.Row> rows() {
        return table.rows().stream().filter(row -> row.name().startsWith(FixtureTools.PREFIX));
    }

    @Test
    void theMatrixHasEveryRowOfTheTable() {
        assertThat(rows().filter(row -> row.feature() == ScopeTable.Feature.TOOL))
                .extracting(ScopeTable.Row::name)
                .containsExactlyInAnyOrderElementsOf(NEEDED.keySet());
        assertThat(rows()).allMatch(row -> row.scope().equals(NEEDED.get(row.name())));
    }

    @Test
    void aReadTokenMayCallExactlyOneRowOfTheTable() {
        String token = TokenForge.bearer("notes:read");

        assertThat(given().header("Authorization", "Bearer " + token)
                        .get("/whoami")
                        .jsonPath()
                        .getList("tools.findAll { it.allowed && it.tool.startsWith('fixture_') }.tool"))
                .isEqualTo(List.of("fixture_read"));
        assertThat(rows())
                .extracting(ScopeTable.Row::name)
                .filteredOn(tool ->
                        Mcp.call(token, tool, Map.of("user_id", "reader")).statusCode() != 403)
                .containsExactly("fixture_read");
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(
            strings = {
                "notes:writ",
                "notes:writer",
                "notes:write:all",
                "xnotes:write",
                "NOTES:WRITE",
                "notes:*",
                "notes",
                "*",
                "write",
                "notes:write,notes:read",
                "notes:write;",
                "notes%3Awrite",
                "notes:write/",
                "admin",
                "admin:notes"
            })
    void aSimilarScopeAllowsNothing(String scope) {
        String user = "look-" + UUID.randomUUID();
        Map<String, Object> arguments = Map.of("user_id", user, "note", "x");

        assertThat(Mcp.call(TokenForge.bearer(scope), "fixture_add", arguments).statusCode())
                .isEqualTo(403);
        assertThat(stored.of(user)).isEmpty();
        assertThat(Mcp.call(TokenForge.bearer("x notes:write"), "fixture_add", arguments)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theRingOfAnOperatorAllowsNothingBeyondTheScopes() {
        String user = "ring-" + UUID.randomUUID();
        stored.add(user, "kept");
        Map<String, Object> arguments = Map.of("user_id", user);

        String frozen = TokenForge.token("notes:read").claim("ring", "operator").sign();
        assertThat(Mcp.call(frozen, "fixture_purge", arguments).statusCode()).isEqualTo(403);
        assertThat(stored.of(user)).containsExactly("kept");

        String minted = TokenForge.token("notes:read admin:notes")
                .claim("ring", "public")
                .sign();
        assertThat(Mcp.call(minted, "fixture_purge", arguments).statusCode()).isEqualTo(200);
        assertThat(stored.of(user)).isEmpty();
    }

    /** The server keeps nothing about users; only other claims and other tokens could stand for such data. */
    @Test
    void otherDataAboutTheUserDoesNotChangeWhatATokenMayCall() {
        String user = "frozen-" + UUID.randomUUID();
        stored.add(user, "kept");
        String early = TokenForge.token("notes:read").subject(user).sign();
        Map<String, Object> arguments = Map.of("user_id", user);
        assertThat(Mcp.call(early, "fixture_purge", arguments).statusCode()).isEqualTo(403);

        // the same user is promoted and has a token with more scopes
        String later = TokenForge.token("notes:read notes:write admin:notes")
                .subject(user)
                .claim("ring", "operator")
                .sign();
        assertThat(Mcp.call(later, "fixture_read", arguments).statusCode()).isEqualTo(200);

        assertThat(Mcp.call(early, "fixture_purge", arguments).statusCode()).isEqualTo(403);
        String merged = TokenForge.token("notes:read")
                .subject(user)
                .claim("groups", List.of("operator", "admin:notes"))
                .claim("roles", List.of("admin:notes"))
                .claim("permissions", List.of("admin:notes"))
                .claim("realm_access", Map.of("roles", List.of("admin:notes")))
                .claim("scp", List.of("admin:notes"))
                .sign();
        assertThat(Mcp.call(merged, "fixture_purge", arguments).statusCode()).isEqualTo(403);
        assertThat(stored.of(user)).containsExactly("kept");
    }
}
