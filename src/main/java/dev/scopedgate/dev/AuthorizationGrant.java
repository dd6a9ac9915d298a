package dev.scopedgate.dev;

import java.util.List;
import java.util.Optional;

/**
 * What somebody has agreed to: this client, these scopes (RFC 6749 §1.3).
 *
 * @param owner who agreed; nobody when a client acts for itself
 */
record AuthorizationGrant(String clientId, Optional<ResourceOwner> owner, List<String> scopes) {

    AuthorizationGrant narrowedTo(List<String> fewer) {
        return new AuthorizationGrant(clientId, owner, fewer);
    }
}
