package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.Client;
import dev.scopedgate.dev.idp.client.OAuthError;
import dev.scopedgate.dev.idp.client.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An authorization request that has passed every check (RFC 6749 §4.1.1, RFC 7636 §4.3, RFC 8707 §2).
 *
 * @param challenge the S256 code challenge
 * @param scopes the most that may be granted
 */
record AuthorizationRequest(
        Client client, String redirectUri, Optional<String> state, String challenge, List<String> scopes) {

    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** Makes the checks whose errors the client receives; the caller has checked client and redirect URI. */
    static AuthorizationRequest of(Client client, String redirectUri, Parameters parameters, Targets targets) {
        if (!"code".equals(parameters.required("response_type"))) {
            throw new OAuthError("unsupported_response_type", "only response_type=code is supported");
        }
        if (!client.may(Client.CODE)) {
            throw new OAuthError("unauthorized_client", "the client is not registered for authorization codes");
        }
        String challenge = parameters.required("code_challenge");
        // without a method it is `plain` (RFC 7636 §4.3), which does not protect the code
        if (!"S256".equals(parameters.required("code_challenge_method"))) {
            throw OAuthError.invalidRequest("code_challenge_method must be S256");
        }
        if (!S256.matcher(challenge).matches()) {
            throw OAuthError.invalidRequest("code_challenge is not the base64url of a SHA-256");
        }
        targets.checkResource(parameters);
        List<String> scopes = targets.requestedScopes(parameters.optional("scope"));
        return new AuthorizationRequest(client, redirectUri, parameters.optional("state"), challenge, scopes);
    }
}
