package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.OAuthError;
import dev.scopedgate.dev.idp.client.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The one resource and the scopes for which tokens are issued, and the checks of a request against them.
 *
 * @param prefix before each scope in requests and responses; grants hold the names without it
 */
record Targets(String resource, List<String> scopes, String prefix) {

    /** Refuses every other resource, compared as an exact string (RFC 8707 §2). */
    void checkResource(Parameters parameters) {
        if (!parameters.all("resource").stream().allMatch(resource::equals)) {
            throw new OAuthError("invalid_target", "this server does not issue tokens for that resource");
        }
    }

    /**
     * The requested scopes that exist, in the order of the table. Unknown ones are left out, as RFC 6749 §3.3 allows:
     * many clients add {@code openid} or {@code offline_access} by themselves.
     */
    List<String> requestedScopes(Optional<String> scope) {
        if (scope.isEmpty()) {
            return scopes.subList(0, 1);
        }
        List<String> asked = Arrays.asList(scope.get().split(" "));
        List<String> known =
                scopes.stream().filter(name -> asked.contains(prefix + name)).toList();
        if (known.isEmpty()) {
            throw new OAuthError("invalid_scope", "none of the requested scopes exists here");
        }
        return known;
    }

    /** The asked scopes, all of which must have been granted (RFC 6749 §6). */
    List<String> narrowed(List<String> asked, List<String> granted) {
        if (!named(granted).containsAll(asked)) {
            throw new OAuthError("invalid_scope", "the scope exceeds what was granted");
        }
        return granted.stream().filter(name -> asked.contains(prefix + name)).toList();
    }

    /** The names that clients know. */
    List<String> named(List<String> granted) {
        return granted.stream().map(prefix::concat).toList();
    }
}
