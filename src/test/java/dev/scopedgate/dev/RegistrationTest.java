package dev.scopedgate.dev;

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
    void https_and_loopback_redirect_uris_are_accepted(String uri) {
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
    void other_redirect_uris_are_refused(String uri) {
        assertRefused(idp.register(metadata(uri)), "invalid_redirect_uri");
    }

    @Test
    void a_scope_at_registration_does_not_bind_the_client() {
        String client = idp.register(
                        metadata(RunningAuthorizationServer.REDIRECT).put("scope", "notes:read"))
                .path("client_id");

        assertThat(idp.authorize(idp.authorizationRequest(client)).asString()).contains("notes:write");
    }

    @Test
    void a_client_gets_a_secret_unless_it_says_that_it_wants_none() {
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
    void what_is_no_client_metadata_is_refused(String body) {
        assertRefused(
                idp.request().contentType("application/json").body(body).post("/register"), "invalid_client_metadata");
    }

    @Test
    void a_client_without_redirect_uris_is_refused() {
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
