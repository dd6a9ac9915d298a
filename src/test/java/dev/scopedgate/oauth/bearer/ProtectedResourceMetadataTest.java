package dev.scopedgate.oauth.bearer;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metadata document, which tells a client where to get tokens (RFC 9728 §2, §3). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ProtectedResourceMetadataTest {

    @Inject
    SupportedScopes scopes;

    private static final String ROOT = "/.well-known/oauth-protected-resource";

    @ParameterizedTest
    @ValueSource(strings = {ROOT, ROOT + "/mcp"})
    void theDocumentIsTheSameAtBothUrls(String path) {
        Response response = given().get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo("application/json");
        assertThat(response.jsonPath().getMap("$"))
                .isEqualTo(Map.of(
                        "resource", TokenForge.RESOURCE,
                        "authorization_servers", List.of(TokenForge.ISSUER),
                        "bearer_methods_supported", List.of("header"),
                        "scopes_supported", scopes.all(),
                        "resource_name", "scoped-notes",
                        "dpop_signing_alg_values_supported",
                                List.of("ES256", "EdDSA", "PS256", "RS256", "Ed25519", "Ed448")));
        assertThat(scopes.all()).contains("notes:read", "notes:write", "admin:notes");
        assertThat(response.asString()).isEqualTo(given().get(ROOT).asString());
    }

    @Test
    void everyOriginMayReadItAndItMayBeCached() {
        Response response = given().header("Origin", "https://anywhere.example").get(ROOT);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().getValues("Access-Control-Allow-Origin")).containsExactly("*");
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=3600");
    }

    @Test
    void answersThePreflightOfAnyOrigin() {
        Response response = given().header("Origin", "https://anywhere.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "mcp-protocol-version")
                .options(ROOT);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.header("Access-Control-Allow-Headers")).isEqualTo("*");
    }

    @Test
    void servesItToARequestWithAnExpiredToken() {
        String expired = TokenForge.token("notes:read").time("exp", -3600).sign();

        given().header("Authorization", "Bearer " + expired).get(ROOT).then().statusCode(200);
        given().header("Authorization", "Bearer " + expired)
                .get("/whoami")
                .then()
                .statusCode(401);
    }

    @Test
    void aForgedHostOrForwardedHeaderDoesNotChangeIt() {
        String told = given().header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example;proto=http")
                .header("X-Forwarded-Proto", "http")
                .get(ROOT)
                .asString();

        assertThat(told).isEqualTo(given().get(ROOT).asString());
    }

    @Test
    void itIsReadOnly() {
        given().post(ROOT).then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        assertThat(given().head(ROOT).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT + "/", ROOT + "/mcp/", ROOT + "/other", ROOT + "/mcp/x"})
    void otherResourcesHaveNoDocument(String path) {
        given().get(path).then().statusCode(404);
    }
}
