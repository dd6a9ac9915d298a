package dev.scopedgate.dev.idp;

import static dev.scopedgate.dev.idp.RunningAuthorizationServer.REDIRECT;
import static dev.scopedgate.dev.idp.RunningAuthorizationServer.returned;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationEndpointTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer();

    private final String client = idp.publicClient();

    @Test
    void redirectsBackWithCodeStateAndIssuer() {
        Response page = idp.authorize(idp.authorizationRequest(client));
        assertThat(page.statusCode()).isEqualTo(200);

        Response redirect = idp.decide(page, "allow", "mich", "notes:read");

        assertThat(redirect.statusCode()).isEqualTo(303);
        assertThat(redirect.header("Location")).startsWith(REDIRECT + "?");
        assertThat(returned(redirect))
                .containsEntry("state", "a state")
                .containsEntry("iss", idp.issuer())
                .containsKey("code")
                .doesNotContainKey("error");
    }

    @Test
    void thePageOffersOnlyTheRequestedScopesAndSaysItIsAStandIn() {
        String html = idp.authorize(idp.authorizationRequest(client)).asString();

        assertThat(html)
                .contains("value=\"notes:read\" checked", "value=\"notes:write\" checked")
                .doesNotContain("admin:notes")
                .contains("value=\"ray\"", "value=\"mich\"", "value=\"operator\"")
                .contains("stand-in for development", "checks no password")
                .doesNotContain("<script");
    }

    @Test
    void aScopeThatWasNotRequestedCannotBeGranted() {
        Response page = idp.authorize(idp.authorizationRequest(client));
        String code = returned(idp.decide(page, "allow", "operator", "notes:read", "admin:notes"))
                .get("code");

        assertThat(idp.token(idp.tokenRequest(client, code)).<String>path("scope"))
                .isEqualTo("notes:read");
    }

    @ParameterizedTest(name = "decision {0}, scope {1}")
    @CsvSource({"deny, notes:read", "allow, admin:notes"})
    void grantingNothingIsAccessDenied(String decision, String scope) {
        Response page = idp.authorize(idp.authorizationRequest(client));

        assertThat(returned(idp.decide(page, decision, "ray", scope)))
                .containsEntry("error", "access_denied")
                .containsEntry("state", "a state")
                .containsEntry("iss", idp.issuer());
    }

    @Test
    void aSignInPageCanBeSubmittedOnce() {
        Response page = idp.authorize(idp.authorizationRequest(client));
        assertThat(idp.decide(page, "allow", "ray", "notes:read").statusCode()).isEqualTo(303);

        assertShownHere(idp.decide(page, "allow", "ray", "notes:read"));
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "code_challenge_method, plain, invalid_request",
        "code_challenge_method, '', invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge, too-short, invalid_request",
        "response_type, token, unsupported_response_type",
        "resource, https://other.example/mcp, invalid_target",
        "resource, http://127.0.0.1:8000/mcp/, invalid_target",
        "scope, openid, invalid_scope"
    })
    void aBadRequestOfAKnownClientIsReportedToTheClient(String name, String value, String error) {
        var request = idp.authorizationRequest(client);
        request.put(name, value);

        Response redirect = idp.authorize(request);

        assertThat(redirect.statusCode()).isEqualTo(303);
        assertThat(returned(redirect))
                .containsEntry("error", error)
                .containsEntry("state", "a state")
                .containsEntry("iss", idp.issuer())
                .doesNotContainKey("code");
    }

    @Test
    void ignoresUnknownScopesAndAnAbsentResource() {
        var request = idp.authorizationRequest(client);
        request.put("scope", "openid offline_access notes:read");
        request.remove("resource");

        assertThat(idp.authorize(request).asString()).contains("notes:read").doesNotContain("offline_access");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "client_id, unknown",
        "client_id, ''",
        "redirect_uri, https://evil.example/callback",
        "redirect_uri, http://127.0.0.1:5000/other",
        "redirect_uri, http://127.0.0.1:5000/callback?more=1",
        "redirect_uri, http://localhost:5000/callback",
        "redirect_uri, ''"
    })
    void showsTheErrorItselfForAnUnknownClientOrRedirectUri(String name, String value) {
        var request = idp.authorizationRequest(client);
        request.put(name, value);

        assertShownHere(idp.authorize(request));
    }

    @Test
    void thePortOfALoopbackRedirectUriMayVary() {
        var request = idp.authorizationRequest(client);
        request.put("redirect_uri", "http://127.0.0.1:61234/callback");

        Response redirect = idp.decide(idp.authorize(request), "allow", "ray", "notes:read");

        assertThat(redirect.header("Location")).startsWith("http://127.0.0.1:61234/callback?code=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onload='alert(1)"})
    void escapesTextOfTheClient(String name) {
        String hostile = idp.register(new JsonObject()
                        .put("client_name", name)
                        .put("redirect_uris", new JsonArray().add(REDIRECT))
                        .put("token_endpoint_auth_method", "none"))
                .path("client_id");

        Response page = idp.authorize(idp.authorizationRequest(hostile));

        assertThat(page.asString()).doesNotContain(name).contains(Page.escape(name));
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
    }

    private static void assertShownHere(Response response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.header("Location")).isNull();
        assertThat(response.contentType()).startsWith("text/html");
        assertThat(response.asString()).contains("stand-in for development", "role=\"alert\"");
    }
}
