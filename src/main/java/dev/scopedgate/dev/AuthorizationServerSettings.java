package dev.scopedgate.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the authorization server is told.
 *
 * @param port its loopback port; 0 for a free one
 * @param resource the one resource for which it gives tokens (RFC 8707 §2)
 * @param scopes every scope that it can grant; the first is granted to who asks for none (RFC 6749 §3.3)
 * @param state where key, clients and refresh tokens outlive a restart; in memory only when empty
 * @param fetchLoopbackDocuments whether a client may be known by the URL of a document on this machine
 */
public record AuthorizationServerSettings(
        int port, String resource, List<String> scopes, Optional<Path> state, boolean fetchLoopbackDocuments) {

    public AuthorizationServerSettings {
        scopes = List.copyOf(scopes);
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("an authorization server needs at least one scope");
        }
    }

    /** One that fetches nothing from this machine. */
    public AuthorizationServerSettings(int port, String resource, List<String> scopes, Optional<Path> state) {
        this(port, resource, scopes, state, false);
    }
}
