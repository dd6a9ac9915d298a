package dev.scopedgate.dev.idp;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the authorization server.
 *
 * @param port its loopback port; 0 for a free one
 * @param resource the one resource for which it issues tokens (RFC 8707 §2)
 * @param scopes every scope that it can grant; a request without scope gets the first (RFC 6749 §3.3)
 * @param prefix before each scope in a request, as {@code scoped-gate.scope-prefix}
 * @param prefixInToken whether it is before each scope in a token too
 * @param state the file that keeps key, clients and refresh tokens over a restart; in memory only when empty
 * @param fetchLoopbackDocuments whether a client id may be the URL of a document on this machine
 * @param tokens the scopes, separated by spaces, of tokens that are given by name
 * @param reading the scopes of a new token of a user in the first ring
 * @param opens by scope, what it opens, for the sign-in page
 */
record AuthorizationServerSettings(
        int port,
        String resource,
        List<String> scopes,
        String prefix,
        boolean prefixInToken,
        Optional<Path> state,
        boolean fetchLoopbackDocuments,
        Map<String, String> tokens,
        List<String> reading,
        Map<String, String> opens) {

    AuthorizationServerSettings {
        scopes = List.copyOf(scopes);
        tokens = Map.copyOf(tokens);
        reading = List.copyOf(reading);
        opens = Map.copyOf(opens);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("an authorization server needs at least one scope");
        }
    }

    /** Settings where a user in the first ring has what a request without scope gets. */
    AuthorizationServerSettings(
            int port,
            String resource,
            List<String> scopes,
            String prefix,
            boolean prefixInToken,
            Optional<Path> state,
            boolean fetchLoopbackDocuments,
            Map<String, String> tokens) {
        this(
                port,
                resource,
                scopes,
                prefix,
                prefixInToken,
                state,
                fetchLoopbackDocuments,
                tokens,
                scopes.stream().limit(1).toList(),
                Map.of());
    }

    /** Settings without prefix and documents from this machine. */
    AuthorizationServerSettings(int port, String resource, List<String> scopes, Optional<Path> state) {
        this(port, resource, scopes, "", false, state, false, Map.of());
    }
}
