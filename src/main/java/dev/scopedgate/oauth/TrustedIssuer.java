package dev.scopedgate.oauth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An issuer whose tokens are accepted, with what is its own (RFC 9068 §4).
 *
 * @param issuer the exact string that its tokens carry as {@code iss}
 * @param jwksUri its keys, when they are not to be found by discovery
 * @param audience the {@code aud} that its tokens must hold
 * @param introspection where its tokens are judged, when that is not by keys
 */
public record TrustedIssuer(
        String issuer,
        Optional<URI> jwksUri,
        String audience,
        ClaimNames claims,
        Optional<IntrospectionEndpoint> introspection) {

    /**
     * In which claims an issuer writes what this server reads; of each list the first that the token has counts.
     *
     * @param ring read for the audit only
     */
    public record ClaimNames(List<String> scope, List<String> clientId, String ring) {

        static final List<String> SCOPE = List.of("scope", "scp");
        static final List<String> CLIENT_ID = List.of("client_id", "azp", "cid");
    }
}
