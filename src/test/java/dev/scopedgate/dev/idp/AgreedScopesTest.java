package dev.scopedgate.dev.idp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.dev.Tokens;
import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.testsupport.Mcp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * Clients find the scopes in the challenge, in the metadata of the resource or in that of the issuer: all three name the
 * same, and the issuer gives tokens for them that the gate reads (RFC 6750 §3, RFC 9728 §2, RFC 8414 §2).
 */
@QuarkusTest
@TestProfile(AgreedScopesTest.PrefixInRequests.class)
class AgreedScopesTest {

    private static final Pattern SCOPE = Pattern.compile("scope=\"([^\"]+)\"");
    private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");

    public static class PrefixInRequests implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return settings(false);
        }

        /** The keys of another issuer. */
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        static Map<String, String> settings(boolean inToken) {
            return Map.of(
                    "scoped-gate.issuer", "http://127.0.0.1:${scoped-gate.dev-idp.port}",
                    "scoped-gate.scope-prefix", "https://notes.example.test/mcp/",
                    "scoped-gate.scope-prefix-in-token", Boolean.toString(inToken));
        }
    }

    @ConfigProperty(name = "scoped-gate.issuer")
    String issuer;

    @ConfigProperty(name = "scoped-gate.scope-prefix-in-token")
    boolean inToken;

    @Inject
    ScopeTable table;

    private static String named(Pattern parameter, Response refused) {
        return parameter
                .matcher(refused.header("WWW-Authenticate"))
                .results()
                .map((MatchResult match) -> match.group(1))
                .findFirst()
                .orElseThrow();
    }

    private List<String> ofResource(Response refused) {
        return given().get(URI.create(named(METADATA, refused)).getPath())
                .jsonPath()
                .getList("scopes_supported");
    }

    private List<String> ofIssuer() {
        return given().get(URI.create(issuer + "/.well-known/oauth-authorization-server"))
                .jsonPath()
                .getList("scopes_supported");
    }

    private JsonObject grant(String scope) {
        JsonObject metadata = new JsonObject()
                .put("grant_types", new JsonArray().add("client_credentials"))
                .put("redirect_uris", new JsonArray());
        JsonObject client = new JsonObject(given().contentType("application/json")
                .body(metadata.encode())
                .post(URI.create(issuer + "/register"))
                .asString());
        return new JsonObject(given().auth()
                .preemptive()
                .basic(client.getString("client_id"), client.getString("client_secret"))
                .formParam("grant_type", "client_credentials")
                .formParam("scope", scope)
                .post(URI.create(issuer + "/token"))
                .asString());
    }

    private static Response add(String token) {
        return Mcp.call(token, "fixture_add", Map.of("user_id", "agreed", "note", "x"));
    }

    @Test
    void allThreeNameTheSameScopes() {
        Response refused = Mcp.anonymous().post("/mcp");

        assertThat(ofResource(refused))
                .isEqualTo(ofIssuer())
                .contains(named(SCOPE, refused).split(" "))
                .containsExactlyElementsOf(table.scopes().stream()
                        .map("https://notes.example.test/mcp/"::concat)
                        .toList());
    }

    @Test
    void aClientOfTheChallengeStepsUpToATool() {
        JsonObject first = grant(named(SCOPE, Mcp.anonymous().post("/mcp")));
        String token = first.getString("access_token");
        assertThat(Mcp.call(token, "fixture_read", Map.of("user_id", "agreed")).statusCode())
                .isEqualTo(200);

        Response denied = add(token);
        assertThat(denied.statusCode()).isEqualTo(403);
        JsonObject wider = grant(named(SCOPE, denied));

        assertThat(wider.getString("scope")).isEqualTo(named(SCOPE, denied));
        assertThat(add(wider.getString("access_token")).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientOfEitherMetadataReachesEveryTool() {
        for (List<String> scopes : List.of(ofResource(Mcp.anonymous().post("/mcp")), ofIssuer())) {
            String token = grant(String.join(" ", scopes)).getString("access_token");

            assertThat(add(token).statusCode()).isEqualTo(200);
            assertThat(Mcp.call(token, "fixture_purge", Map.of("user_id", "agreed"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theIssuerKnowsNoPlainName() {
        assertThat(grant("notes:read").getString("error")).isEqualTo("invalid_scope");
    }

    @Test
    void theTokenSaysWhatTheSettingSays() {
        String payload = Tokens.with("notes:read").split("\\.")[1];

        assertThat(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .contains("\"scope\":\"" + (inToken ? "https://notes.example.test/mcp/" : "") + "notes:read\"");
    }
}
