package dev.scopedgate.dev.idp;

import static dev.scopedgate.dev.idp.RunningAuthorizationServer.RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer();

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"})
    void theMetadataNamesTheIssuerAndItsCapabilities(String path) {
        Response response =
                idp.request().header("Origin", "http://localhost:6274").get(path);

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.<String>path("issuer")).isEqualTo(idp.issuer());
        assertThat(response.<String>path("token_endpoint")).isEqualTo(idp.issuer() + "/token");
        assertThat(response.jsonPath().getList("code_challenge_methods_supported"))
                .containsExactly("S256");
        assertThat(response.jsonPath().getList("scopes_supported"))
                .containsExactly("notes:read", "notes:write", "admin:notes");
        assertThat(response.<Boolean>path("authorization_response_iss_parameter_supported"))
                .isTrue();
        assertThat(response.<Boolean>path("client_id_metadata_document_supported"))
                .isTrue();
    }

    @Test
    void theKeySetHasNoPrivateMember() {
        Response response = idp.request().get("/jwks");

        assertThat(response.<String>path("keys[0].kid")).isNotBlank();
        assertThat(response.<String>path("keys[0].d")).isNull();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"/token, POST", "/register, POST", "/jwks, GET"})
    void aClientInABrowserMayCall(String path, String method) {
        Response preflight = idp.request()
                .header("Origin", "http://localhost:6274")
                .header("Access-Control-Request-Method", method)
                .header("Access-Control-Request-Headers", "content-type,mcp-protocol-version")
                .options(path);

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tokens/tok_reader", "/authorize", "/"})
    void otherPathsHaveNoCors(String path) {
        Response response =
                idp.request().header("Origin", "http://evil.example").get(path);

        assertThat(response.header("Access-Control-Allow-Origin")).isNull();
    }

    @ParameterizedTest(name = "Host: {0}")
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "evil.example:8001", "192.0.2.1"})
    void refusesAForeignHost(String host) {
        for (String path : new String[] {"/tokens/tok_admin", "/jwks", "/.well-known/oauth-authorization-server"}) {
            Response response = idp.request().header("Host", host).get(path);

            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.asString()).doesNotContain(".");
        }
    }

    @ParameterizedTest(name = "Host: {0}")
    @ValueSource(strings = {"127.0.0.1", "localhost:8001", "LOCALHOST", "[::1]:8001"})
    void acceptsALoopbackHost(String host) {
        assertThat(idp.request().header("Host", host).get("/jwks").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "tok_reader, ray, public, notes:read",
        "tok_writer, mich, ic-member, notes:read notes:write",
        "tok_admin, operator, operator, notes:read notes:write admin:notes"
    })
    void theTutorialTokensAreValid(String name, String subject, String ring, String scope) throws Exception {
        Response response = idp.request().get("/tokens/" + name);

        assertThat(response.contentType()).startsWith("text/plain");
        var token = VerifiedToken.of(response.asString(), idp.issuer());
        assertThat(token.claims().getSubject()).isEqualTo(subject);
        assertThat(token.claims().getAudience()).containsExactly(RESOURCE);
        assertThat(token.claim("ring")).isEqualTo(ring);
        assertThat(token.claim("scope")).isEqualTo(scope);
    }

    @Test
    void servesNoOtherTokens() {
        assertThat(idp.request().get("/tokens/tok_other").statusCode()).isEqualTo(404);
    }

    @Test
    void everyPageSaysThatItIsAStandIn() {
        assertThat(idp.request().get("/").asString()).contains("stand-in for development", RESOURCE);
    }

    @Test
    void limitsTheSizeOfABody() {
        Response response = idp.request()
                .contentType("application/x-www-form-urlencoded")
                .body("code=" + "x".repeat(100_000))
                .post("/token");

        assertThat(response.statusCode()).isEqualTo(413);
    }
}
