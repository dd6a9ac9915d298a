package dev.scopednotes.keycloak;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A client that gets its tokens by the authorization code with PKCE, and can register itself (RFC 7636, RFC 7591). */
record Agent(Keycloak keycloak, String clientId) {

    static final String LOOPBACK = "http://127.0.0.1:33418/callback";

    /** An answer of the token endpoint (RFC 6749 §5.1). */
    record Tokens(String access, String refresh, List<String> scopes) {

        private static Tokens in(Response answer) {
            String scope = answer.path("scope");
            return new Tokens(
                    answer.path("access_token"),
                    answer.path("refresh_token"),
                    scope.isEmpty() ? List.of() : List.of(scope.split(" ")));
        }
    }

    static Agent registeredAt(Keycloak keycloak) {
        return new Agent(
                keycloak, register(keycloak, List.of(LOOPBACK), Map.of()).path("client_id"));
    }

    static Response register(Keycloak keycloak, List<String> redirectUris, Map<String, String> other) {
        Map<String, Object> metadata = new HashMap<>(Map.of(
                "client_name",
                "walk",
                "redirect_uris",
                redirectUris,
                "grant_types",
                List.of("authorization_code", "refresh_token"),
                "token_endpoint_auth_method",
                "none"));
        metadata.putAll(other);
        return given().contentType("application/json")
                .body(metadata)
                .post(keycloak.uri("/realms/notes/clients-registrations/openid-connect"));
    }

    /** The tokens that this user is granted after consenting to these scopes. */
    Tokens mint(String user, String password, String scopes) {
        return Tokens.in(answerOf(user, password, scopes));
    }

    /** The same as the raw answer. */
    Response answerOf(String user, String password, String scopes) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        String code = answer(scopes, Map.of("code_challenge", challenge(verifier)), user, password)
                .get("code");
        return token(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", LOOPBACK,
                "code_verifier", verifier));
    }

    Tokens refresh(Tokens tokens) {
        return Tokens.in(token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh())));
    }

    /** The answer that reaches the redirect URI; the request is complete except for these parameters. */
    Map<String, String> answer(String scopes, Map<String, String> other, String user, String password) {
        Map<String, String> request = new HashMap<>(Map.of(
                "response_type", "code",
                "client_id", clientId,
                "redirect_uri", LOOPBACK,
                "scope", scopes,
                "code_challenge_method", "S256"));
        request.putAll(other);
        String query = request.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI answer = new Browser(LOOPBACK)
                .signIn(keycloak.uri("/realms/notes/protocol/openid-connect/auth?" + query), user, password);
        return Arrays.stream(answer.getRawQuery().split("&"))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
    }

    private Response token(Map<String, String> form) {
        Response answer = given().formParam("client_id", clientId)
                .formParams(form)
                .post(keycloak.uri("/realms/notes/protocol/openid-connect/token"));
        answer.then().statusCode(200);
        return answer;
    }

    static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
