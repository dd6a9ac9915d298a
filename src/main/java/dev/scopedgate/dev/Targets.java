package dev.scopedgate.dev;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The one resource and the scopes for which tokens are given, and what of them a request asks for. */
record Targets(String resource, List<String> scopes) {

    /** Refuses every resource but ours, compared as an exact string (RFC 8707 §2). */
    void checkResource(Parameters parameters) {
        if (!parameters.all("resource").stream().allMatch(resource::equals)) {
            throw new OAuthError("invalid_target", "resource is not the one this server gives tokens for");
        }
    }

    /**
     * The scopes asked for that exist, in the order of the table. Unknown ones are left out, as RFC 6749 §3.3 allows:
     * many clients add {@code openid} or {@code offline_access} unasked.
     */
    List<String> requestedScopes(Optional<String> scope) {
        if (scope.isEmpty()) {
            return scopes.subList(0, 1);
        }
        List<String> asked = Arrays.asList(scope.get().split(" "));
        List<String> known = scopes.stream().filter(asked::contains).toList();
        if (known.isEmpty()) {
            throw new OAuthError("invalid_scope", "none of the requested scopes exists here");
        }
        return known;
    }
}
