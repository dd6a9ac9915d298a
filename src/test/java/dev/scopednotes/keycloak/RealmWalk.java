package dev.scopednotes.keycloak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.keycloak.Agent.Tokens;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the realm refuses, and which of its tokens the server refuses, each beside an accepted one. */
@ExtendWith(WithInstallation.class)
class RealmWalk {

    private static final String MICH = Ring.IC_MEMBER.user;
    private static final String CHALLENGE = Agent.challenge("a".repeat(43));

    private static final String TAKEN = "taken";

    private final Installation installation;

    RealmWalk(Installation installation) {
        this.installation = installation;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:33418/callback", "http://localhost:33418/callback"})
    void anonymousRegistrationAcceptsALoopbackRedirect(String redirectUri) {
        assertThat(register(List.of(redirectUri), Map.of()).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://agent.example.test/callback",
                "http://127.0.0.1.example.test/callback",
                "http://localhost@agent.example.test/callback"
            })
    void anonymousRegistrationRefusesOtherRedirects(String redirectUri) {
        assertThat(register(List.of(redirectUri), Map.of()).statusCode()).isEqualTo(403);
        assertThat(register(List.of(Agent.LOOPBACK, redirectUri), Map.of()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void requiresS256() {
        assertThat(answer("notes:read", Map.of("code_challenge", CHALLENGE))).containsKey("code");
        assertThat(answer("notes:read", Map.of())).containsEntry("error", "invalid_request");
        assertThat(answer("notes:read", Map.of("code_challenge", CHALLENGE, "code_challenge_method", "plain")))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void noTokenIsValidLongerThanTheSession() {
        assertThat(answer("notes:read offline_access", Map.of("code_challenge", CHALLENGE)))
                .containsEntry("error", "invalid_scope");
    }

    /** Of all tokens that this realm signs, the server accepts only the access token. */
    @Test
    void refusesTokensThatAreNotAccessTokens() {
        Response answer = Agent.registeredAt(installation.keycloak())
                .answerOf(MICH, installation.passwordOf(MICH), "openid notes:read");
        assertThat(whoami(answer.path("access_token"))).isEqualTo(TAKEN);
        assertThat(whoami(answer.path("id_token"))).isEqualTo("aud does not name this resource");
        assertThat(whoami(answer.path("refresh_token")))
                .isEqualTo("alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA");
    }

    /** Tokens of Keycloak's own client have no audience, so a password alone gives access to no tool. */
    @Test
    void refusesATokenOfThePasswordGrant() {
        Response answer = given().formParams(Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        MICH,
                        "password",
                        installation.passwordOf(MICH)))
                .post(installation.keycloak().uri("/realms/notes/protocol/openid-connect/token"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(whoami(answer.path("access_token"))).isEqualTo("aud is missing");
    }

    /** Keycloak limits a client to the {@code scope} of its registration (RFC 7591 §2) for good. */
    @Test
    void aClientRegisteredWithAScopeNeverGetsMore() {
        Response registered = register(List.of(Agent.LOOPBACK), Map.of("scope", "notes:read"));
        Agent narrow = new Agent(installation.keycloak(), registered.path("client_id"));
        Tokens tokens = narrow.mint(MICH, installation.passwordOf(MICH), "notes:read");
        assertThat(installation.as(tokens).reach()).containsExactly("read_notes");
        assertThat(narrow.answer("notes:read notes:write", Map.of("code_challenge", CHALLENGE), MICH, ""))
                .containsEntry("error", "invalid_scope");

        assertThat(answer("notes:read notes:write", Map.of("code_challenge", CHALLENGE)))
                .containsKey("code");
    }

    private Map<String, String> answer(String scopes, Map<String, String> other) {
        return Agent.registeredAt(installation.keycloak()).answer(scopes, other, MICH, installation.passwordOf(MICH));
    }

    private Response register(List<String> redirectUris, Map<String, String> other) {
        return Agent.register(installation.keycloak(), redirectUris, other);
    }

    /** {@link #TAKEN}, or the check that failed. */
    private String whoami(String token) {
        Response answer = given().header("Authorization", "Bearer " + token).get(installation.uri("/whoami"));
        return answer.statusCode() == 200
                ? TAKEN
                : answer.then().statusCode(401).extract().path("detail");
    }
}
