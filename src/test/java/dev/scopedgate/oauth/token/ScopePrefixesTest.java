package dev.scopedgate.oauth.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three issuers: one that wants a prefix in requests and writes it into tokens, one that wants another and does not write
 * it, and one without a prefix (DESIGN section 5).
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(ScopePrefixesTest.ThreeIssuers.class)
class ScopePrefixesTest {

    private static final String BOTH = "https://notes.example.test/mcp/";
    private static final String REQUESTS = "api://22222222/";
    private static final Map<String, Object> NOTE = Map.of("user_id", "ray", "note", "x");

    public static class ThreeIssuers implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "scoped-gate.scope-prefix", BOTH,
                    "scoped-gate.scope-prefix-in-token", "true",
                    "scoped-gate.issuers.requests.issuer", "https://requests.example.test",
                    "scoped-gate.issuers.requests.jwks-uri", "${scoped-gate.jwks-uri}",
                    "scoped-gate.issuers.requests.scope-prefix", REQUESTS,
                    "scoped-gate.issuers.plain.issuer", "https://plain.example.test",
                    "scoped-gate.issuers.plain.jwks-uri", "${scoped-gate.jwks-uri}");
        }
    }

    @Inject
    SupportedScopes scopes;

    private static String issuer(String name) {
        return name.equals("both") ? TokenForge.ISSUER : "https://" + name + ".example.test";
    }

    private static String token(String issuer, Object scopes) {
        TokenForge token = TokenForge.token("").claim("iss", issuer(issuer));
        return (scopes == null ? token : token.claim("scope", scopes)).sign();
    }

    private static List<String> read(String token) {
        Response response = given().header("Authorization", "Bearer " + token).get("/whoami");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.jsonPath().getList("scopes");
    }

    private static int reads(String token) {
        return Mcp.call(token, "fixture_read", Map.of("user_id", "ray")).statusCode();
    }

    @ParameterizedTest(name = "{0}: \"{1}\" is read as {2}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "both, https://notes.example.test/mcp/notes:read, notes:read",
                "both, openid https://notes.example.test/mcp/notes:read phone, notes:read",
                "both, notes:read, nothing",
                "both, api://22222222/notes:read, nothing",
                "both, https://notes.example.test/mcpnotes:read, nothing",
                "both, HTTPS://notes.example.test/mcp/notes:read, nothing",
                "both, https://notes.example.test/mcp//notes:read, /notes:read",
                "both, https://notes.example.test/mcp/https://notes.example.test/mcp/notes:read,"
                        + " https://notes.example.test/mcp/notes:read",
                "both, https://notes.example.test/mcp/, nothing",
                "both, https://notes.example.test/mcp/ notes:read, nothing",
                "both, https://notes.example.test/mcp/\tnotes:read, nothing",
                "requests, notes:read, notes:read",
                "requests, openid notes:read, openid notes:read",
                "requests, api://22222222/notes:read, nothing",
                "requests, api://22222222/api://22222222/notes:read, nothing",
                "requests, https://notes.example.test/mcp/notes:read, https://notes.example.test/mcp/notes:read",
                "requests, ａpi://22222222/notes:read, nothing",
                "plain, notes:read, notes:read",
                "plain, api://22222222/notes:read, api://22222222/notes:read",
                "plain, https://notes.example.test/mcp/notes:read, https://notes.example.test/mcp/notes:read",
            })
    void aTokenIsReadAsItsIssuerWritesItAndInNoOtherWay(String issuer, String written, String plain) {
        String token = token(issuer, written);

        List<String> held = plain == null ? List.of() : List.of(plain.split(" "));
        assertThat(read(token)).isEqualTo(held);
        assertThat(reads(token)).isEqualTo(held.contains("notes:read") ? 200 : 403);
        // the same from the cache
        assertThat(reads(token)).isEqualTo(held.contains("notes:read") ? 200 : 403);
    }

    @Test
    void aListAndEqualScopesAreReadLikeText() {
        assertThat(read(token("both", List.of(BOTH + "notes:read", "notes:write", BOTH + "notes:read"))))
                .containsExactly("notes:read");
        assertThat(read(token("requests", List.of("notes:read", REQUESTS + "notes:write", "notes:read"))))
                .containsExactly("notes:read");
        // an element with a space is not one scope
        assertThat(read(token("both", List.of(BOTH + "notes:read " + BOTH + "notes:write"))))
                .isEmpty();
    }

    @Test
    void scopesOfASecondClaimAndRolesGrantNothing() {
        String token = TokenForge.token(BOTH + "notes:read")
                .claim("scp", BOTH + "admin:notes admin:notes")
                .claim("roles", List.of("admin:notes", BOTH + "admin:notes"))
                .sign();

        assertThat(read(token)).containsExactly("notes:read");
    }

    @Test
    void tokensOfTwoIssuersWithTheSameSubjectAreKeptApart() {
        String both = token("both", BOTH + "notes:read");
        String requests = token("requests", BOTH + "notes:read");
        for (int i = 0; i < 3; i++) {
            assertThat(reads(both)).isEqualTo(200);
            assertThat(reads(requests)).isEqualTo(403);
        }
    }

    @Test
    void the401NamesWhatTheFirstIssuerIsAskedFor() {
        String named = BOTH + "notes:read";

        assertThat(Mcp.anonymous().post("/mcp").header("WWW-Authenticate")).contains("scope=\"" + named + "\"");
        assertThat(Mcp.call("x.y.z", "fixture_read", Map.of()).header("WWW-Authenticate"))
                .contains("scope=\"" + named + "\", error=\"invalid_token\"");
        assertThat(given().get("/whoami?access_token=x").header("WWW-Authenticate"))
                .contains("scope=\"" + named + "\", error=\"invalid_request\"");
    }

    @Test
    void theMetadataListsTheNamesOfAllIssuersInTheirOrder() {
        Response metadata = given().get("/.well-known/oauth-protected-resource");

        assertThat(metadata.jsonPath().<String>getList("authorization_servers"))
                .containsExactly(issuer("both"), issuer("plain"), issuer("requests"));
        assertThat(metadata.jsonPath().<String>getList("scopes_supported"))
                .containsExactlyElementsOf(Stream.of(BOTH, "", REQUESTS)
                        .flatMap(prefix -> scopes.all().stream().map(prefix::concat))
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "both, https://notes.example.test/mcp/, https://notes.example.test/mcp/notes:read openid",
        "requests, api://22222222/, notes:read openid",
        "plain, '', notes:read openid"
    })
    void a403NamesWhatTheIssuerOfTheTokenIsAskedFor(String issuer, String prefix, String written) {
        Response response = Mcp.call(token(issuer, written), "fixture_add", NOTE);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.header("WWW-Authenticate"))
                .startsWith("Bearer error=\"insufficient_scope\", scope=\"" + prefix + "notes:read " + prefix
                        + "notes:write\", ")
                .endsWith("error_description=\"tool 'fixture_add' requires scope '" + prefix + "notes:write'\"");
        assertThat(response.jsonPath().getList("error.data.required_scopes"))
                .isEqualTo(List.of(prefix + "notes:write"));
        assertThat(response.jsonPath().<String>getList("error.data.token_scopes"))
                .contains(prefix + "notes:read");
        assertThat(response.jsonPath().getString("error.message"))
                .startsWith("403 forbidden: tool 'fixture_add' requires scope '" + prefix + "notes:write'; token scopes"
                        + " are ['" + prefix + "notes:read'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"both, https://notes.example.test/mcp/", "requests, api://22222222/", "plain, ''"})
    void theListOfToolsNamesWhatTheIssuerOfTheTokenIsAskedFor(String issuer, String prefix) {
        JsonObject add = new JsonObject(
                        Mcp.request(token(issuer, "x"), "tools/list", Map.of()).asString())
                .getJsonObject("result").getJsonArray("tools").stream()
                        .map(JsonObject.class::cast)
                        .filter(tool -> tool.getString("name").equals("fixture_add"))
                        .findFirst()
                        .orElseThrow();

        assertThat(add.getJsonObject("_meta").getString("dev.scopedgate/required-scope"))
                .isEqualTo(prefix + "notes:write");
        assertThat(add.getJsonObject("_meta").getJsonArray("securitySchemes"))
                .isEqualTo(add.getJsonArray("securitySchemes"));
        assertThat(add.getJsonArray("securitySchemes").encode())
                .isEqualTo("[{\"type\":\"oauth2\",\"scopes\":[\"" + prefix + "notes:write\"]}]");
    }

    /** A client that signs in at another issuer must not ask it for the names of the first. */
    @Test
    void theListOfToolsIsNotKeptWhereItDependsOnTheIssuer() {
        assertThat(Modern.request("tools/list")
                        .send(token("plain", "x"))
                        .jsonPath()
                        .getInt("result.ttlMs"))
                .isZero();
    }

    @Test
    void theTableTheAuditAndWhoamiHaveThePlainNames() {
        String token = token("both", BOTH + "notes:read");
        try (AuditRecorder audit = new AuditRecorder()) {
            assertThat(Mcp.call(token, "fixture_add", NOTE).statusCode()).isEqualTo(403);

            await().until(() -> !audit.events().isEmpty());
            assertThat(audit.events().get(0).fields().getString("required_scope"))
                    .isEqualTo("notes:write");
            assertThat(audit.events().get(0).fields().getString("held_scopes")).isEqualTo("notes:read");
        }
        assertThat(given().header("Authorization", "Bearer " + token)
                        .get("/scopes")
                        .asString())
                .contains("notes:write")
                .doesNotContain(BOTH);
        assertThat(given().header("Authorization", "Bearer " + token)
                        .get("/whoami")
                        .asString())
                .contains("\"required_scope\":\"notes:write\"")
                .doesNotContain(BOTH);
    }
}
