package dev.scopedgate.dev.idp;

import java.util.List;
import java.util.Optional;

/**
 * A grant: who agreed to which scopes for which client (RFC 6749 §1.3).
 *
 * @param owner who agreed; empty if the client acts for itself
 */
record AuthorizationGrant(String clientId, Optional<ResourceOwner> owner, List<String> scopes) {

    AuthorizationGrant narrowedTo(List<String> fewer) {
        return new AuthorizationGrant(clientId, owner, fewer);
    }
}
