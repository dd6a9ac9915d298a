package dev.scopedgate.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://claude.ai/api/mcp/auth_callback",
                "http://127.0.0.1/callback",
                "http://localhost:3118/callback",
                "http://[::1]:9/callback"
            })
    void httpsAndLoopbackRedirectUrisAreAccepted(String uri) {
        Response response = idp.register(metadata(uri));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.<String>path("client_id")).isNotBlank();
        assertThat(response.<String>path("client_secret")).isNull();
        assertThat(response.<String>path("redirect_uris[0]")).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/callback",
                "http://127.0.0.1.evil.example/callback",
                "http://127.0.0.1@evil.example/callback",
                "https://good.example/callback#fragment",
                "javascript:alert(1)",
                "/callback",
                ""
            })
    void otherRedirectUrisAreRefused(String uri) {
        assertRefused(idp.register(metadata(uri)), "invalid_redirect_uri");
    }

    @Test
    void ignoresTheScopeOfARegistration() {
        String client = idp.register(
                        metadata(RunningAuthorizationServer.REDIRECT).put("scope", "notes:read"))
                .path("client_id");

        assertThat(idp.authorize(idp.authorizationRequest(client)).asString()).contains("notes:write");
    }

    @Test
    void aClientGetsASecretUnlessItAsksForNone() {
        var metadata = metadata(RunningAuthorizationServer.REDIRECT);
        metadata.remove("token_endpoint_auth_method");

        Response response = idp.register(metadata);

        assertThat(response.<String>path("token_endpoint_auth_method")).isEqualTo("client_secret_basic");
        assertThat(response.<String>path("client_secret")).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "not json",
                "{\"redirect_uris\":\"https://good.example\"}",
                "{\"redirect_uris\":[1]}",
                "{\"redirect_uris\":[\"https://good.example\"],\"grant_types\":[\"password\"]}",
                "{\"redirect_uris\":[\"https://good.example\"],\"token_endpoint_auth_method\":\"private_key_jwt\"}",
                "{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"none\"}"
            })
    void refusesInvalidClientMetadata(String body) {
        assertRefused(
                idp.request().contentType("application/json").body(body).post("/register"), "invalid_client_metadata");
    }

    @Test
    void aClientWithoutRedirectUrisIsRefused() {
        assertRefused(idp.register(new JsonObject()), "invalid_redirect_uri");
    }

    private static JsonObject metadata(String redirectUri) {
        return new JsonObject()
                .put("redirect_uris", new JsonArray().add(redirectUri))
                .put("token_endpoint_auth_method", "none");
    }

    private static void assertRefused(Response response, String error) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("error")).isEqualTo(error);
    }
}
