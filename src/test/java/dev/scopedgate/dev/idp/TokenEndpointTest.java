package dev.scopedgate.dev.idp;

import static dev.scopedgate.dev.idp.RunningAuthorizationServer.REDIRECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    @RegisterExtension
    static final RunningAuthorizationServer idp = new RunningAuthorizationServer();

    private final String client = idp.publicClient();

    @Test
    void aCodeWithItsVerifierGivesASignedAccessToken() throws Exception {
        Response response = idp.token(idp.tokenRequest(client, idp.code(client, "mich", "notes:read", "notes:write")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        assertThat(response.<String>path("token_type")).isEqualTo("Bearer");
        assertThat(response.<String>path("scope")).isEqualTo("notes:read notes:write");
        var token = VerifiedToken.of(response.path("access_token"), idp.issuer());
        assertThat(token.header("kid")).isNotBlank();
        assertThat(token.claims().getSubject()).isEqualTo("mich");
        assertThat(token.claim("client_id")).isEqualTo(client);
        assertThat(token.claim("scope")).isEqualTo("notes:read notes:write");
        assertThat(token.claim("ring")).isEqualTo("ic-member");
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({
        "code_verifier, wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong, invalid_grant",
        "code_verifier, '', invalid_request",
        "redirect_uri, http://127.0.0.1:5000/other, invalid_grant",
        "redirect_uri, '', invalid_request",
        "code, unknown, invalid_grant",
        "resource, https://other.example/mcp, invalid_target",
        "grant_type, password, unsupported_grant_type",
        "grant_type, '', invalid_request"
    })
    void refusesACodeIfAnythingDiffers(String name, String value, String error) {
        var request = idp.tokenRequest(client, idp.code(client, "ray", "notes:read"));
        request.put(name, value);

        assertRefused(idp.token(request), 400, error);
    }

    @Test
    void aCodeBelongsToItsClient() {
        String code = idp.code(client, "ray", "notes:read");

        assertRefused(idp.token(idp.tokenRequest(idp.publicClient(), code)), 400, "invalid_grant");
    }

    @Test
    void aWrongVerifierUsesUpTheCode() {
        var request = idp.tokenRequest(client, idp.code(client, "ray", "notes:read"));
        var guessed = idp.tokenRequest(client, request.get("code"));
        guessed.put("code_verifier", "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong");
        assertRefused(idp.token(guessed), 400, "invalid_grant");

        assertRefused(idp.token(request), 400, "invalid_grant");
    }

    @Test
    void aReplayedCodeRevokesItsRefreshToken() {
        var request = idp.tokenRequest(client, idp.code(client, "ray", "notes:read"));
        String refreshToken = idp.token(request).path("refresh_token");

        assertRefused(idp.token(request), 400, "invalid_grant");
        assertRefused(idp.refresh(client, refreshToken), 400, "invalid_grant");
    }

    @Test
    void rotatesRefreshTokensAndRevokesTheFamilyOnReuse() {
        String first = refreshToken("notes:read");
        Response rotated = idp.refresh(client, first);
        assertThat(rotated.statusCode()).isEqualTo(200);
        String second = rotated.path("refresh_token");
        assertThat(second).isNotEqualTo(first);

        assertRefused(idp.refresh(client, first), 400, "invalid_grant");
        assertRefused(idp.refresh(client, second), 400, "invalid_grant");
    }

    @Test
    void aRefreshMayNarrowTheScopeButNotWidenIt() {
        String token = refreshToken("notes:read", "notes:write");

        assertRefused(idp.refresh(client, token, "notes:read", "admin:notes"), 400, "invalid_scope");
        Response narrowed = idp.refresh(client, token, "notes:read");
        assertThat(narrowed.<String>path("scope")).isEqualTo("notes:read");
        Response whole = idp.refresh(client, narrowed.path("refresh_token"));
        assertThat(whole.<String>path("scope")).isEqualTo("notes:read notes:write");
    }

    @Test
    void aRefreshTokenBelongsToItsClient() {
        String token = refreshToken("notes:read");

        assertRefused(idp.refresh(idp.publicClient(), token), 400, "invalid_grant");
        assertThat(idp.refresh(client, token).statusCode()).isEqualTo(200);
    }

    @Test
    void aClientWithASecretActsForItself() throws Exception {
        JsonObject confidential = confidentialClient();
        var form = Map.of("grant_type", "client_credentials", "scope", "notes:read");

        Response basic = idp.request()
                .auth()
                .preemptive()
                .basic(confidential.getString("client_id"), confidential.getString("client_secret"))
                .formParams(form)
                .post("/token");
        assertThat(basic.statusCode()).isEqualTo(200);
        var token = VerifiedToken.of(basic.path("access_token"), idp.issuer());
        assertThat(token.claims().getSubject()).isEqualTo(confidential.getString("client_id"));
        assertThat(token.claims().hasClaim("ring")).isFalse();

        Response wrong = idp.request()
                .auth()
                .preemptive()
                .basic(confidential.getString("client_id"), "wrong")
                .formParams(form)
                .post("/token");
        assertRefused(wrong, 401, "invalid_client");
        assertThat(wrong.header("WWW-Authenticate")).startsWith("Basic ");
    }

    @Test
    void ignoresAnAuthorizationHeaderOfAnotherScheme() {
        String bearer = "Bearer meant-for-the-server";
        Response open = idp.request()
                .header("Authorization", bearer)
                .formParams(idp.tokenRequest(client, idp.code(client, "ray", "notes:read")))
                .post("/token");
        assertThat(open.statusCode()).isEqualTo(200);

        JsonObject confidential = confidentialClient();
        var form = Map.of("grant_type", "client_credentials", "client_id", confidential.getString("client_id"));
        Response unproven =
                idp.request().header("Authorization", bearer).formParams(form).post("/token");
        assertRefused(unproven, 401, "invalid_client");
        Response proven = idp.request()
                .header("Authorization", bearer)
                .formParams(form)
                .formParam("client_secret", confidential.getString("client_secret"))
                .post("/token");
        assertThat(proven.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Basic", "Basic ", "Basic !", "Basic bm90LWEtcGFpcg=="})
    void refusesAnInvalidBasicHeader(String authorization) {
        Response response = idp.request()
                .header("Authorization", authorization)
                .formParams(idp.tokenRequest(client, idp.code(client, "ray", "notes:read")))
                .post("/token");

        assertRefused(response, 401, "invalid_client");
    }

    @Test
    void refusesUnknownClientsAndMissingSecrets() {
        var form = Map.of("grant_type", "client_credentials", "client_id", client);
        assertRefused(idp.token(form), 400, "unauthorized_client");
        assertRefused(
                idp.token(Map.of("grant_type", "client_credentials", "client_id", "unknown")), 401, "invalid_client");
        String confidential = confidentialClient().getString("client_id");
        assertRefused(
                idp.token(Map.of("grant_type", "client_credentials", "client_id", confidential)),
                401,
                "invalid_client");
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        String code = idp.code(client, "ray", "notes:read");
        Response twice = idp.request()
                .formParams(idp.tokenRequest(client, code))
                .formParam("code", code)
                .post("/token");

        assertRefused(twice, 400, "invalid_request");
    }

    private String refreshToken(String... scopes) {
        return idp.token(idp.tokenRequest(client, idp.code(client, "ray", scopes)))
                .path("refresh_token");
    }

    private static JsonObject confidentialClient() {
        return new JsonObject(idp.register(new JsonObject()
                        .put("grant_types", new JsonArray().add("client_credentials"))
                        .put("redirect_uris", new JsonArray().add(REDIRECT)))
                .asString());
    }

    private static void assertRefused(Response response, int status, String error) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.<String>path("error")).isEqualTo(error);
        assertThat(response.<String>path("access_token")).isNull();
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }
}
