package dev.scopedgate.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An issuer whose tokens are accepted, with its own settings (RFC 9068 §4).
 *
 * @param issuer the exact {@code iss} of its tokens
 * @param jwksUri its keys, if not found by discovery
 * @param audience the {@code aud} that its tokens must contain
 * @param scopes its names of the scopes
 * @param introspection the endpoint that judges its tokens, if keys do not
 */
public record TrustedIssuer(
        String issuer,
        Optional<URI> jwksUri,
        String audience,
        ClaimNames claims,
        ScopeNames scopes,
        Optional<IntrospectionEndpoint> introspection) {

    /**
     * The names of the claims that this server reads. Of each list, the first that the token has is used.
     *
     * @param ring read for the audit only
     */
    public record ClaimNames(List<String> scope, List<String> clientId, String ring) {

        public static final List<String> SCOPE = List.of("scope", "scp");
        public static final List<String> CLIENT_ID = List.of("client_id", "azp", "cid");
    }
}
