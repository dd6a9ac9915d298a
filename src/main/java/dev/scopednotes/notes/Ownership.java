package dev.scopednotes.notes;

import dev.scopedgate.oauth.AccessToken;
import dev.scopednotes.notes.NotesConfig.Access;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Decides from the access token alone which user's notes a call may access; without a token, none. */
@ApplicationScoped
class Ownership {

    private static final String EVERYBODY = "admin:notes";

    private final SecurityIdentity identity;
    private final Access access;

    Ownership(SecurityIdentity identity, NotesSettings settings) {
        this.identity = identity;
        this.access = settings.access();
    }

    /**
     * Returns the user_id if the call's token may use it.
     *
     * @throws ToolCallException names the user_id that the token may use
     */
    String check(String userId) {
        AccessToken token = identity.getAttribute(AccessToken.ATTRIBUTE);
        if (token == null) {
            throw new ToolCallException("this call has no access token: it cannot use any user_id");
        }
        boolean allowed =
                switch (access) {
                    case SHARED -> true;
                    case OWN -> userId.equals(token.subject()) || token.scopes().contains(EVERYBODY);
                };
        if (!allowed) {
            throw new ToolCallException("this token may use user_id '%s' only; other users' notes need the scope '%s'"
                    .formatted(token.subject(), EVERYBODY));
        }
        return userId;
    }
}
