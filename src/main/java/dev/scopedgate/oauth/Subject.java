package dev.scopedgate.oauth;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;

/** The subject that limits count by: {@code sub} is unique only within its issuer (RFC 9068 §2.2, OIDC Core §2). */
public record Subject(String issuer, String sub) {

    /** Longer than the subjects of any issuer; a longer one is hashed, to bound what is held per subject. */
    private static final int MAX_LENGTH = 300;

    /** Of the token with which that request was let in; null where nobody let it in. */
    public static Subject of(RoutingContext request) {
        if (request.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity() instanceof TokenIdentity identity) {
            // the same object for all requests with the token: it is a key of several maps
            return identity.subject();
        }
        AccessToken token = AccessToken.of(request);
        return token == null ? null : of(token);
    }

    static Subject of(AccessToken token) {
        String sub = token.subject();
        return new Subject(
                token.issuer(),
                sub.length() <= MAX_LENGTH ? sub : TokenHash.of(sub).toString());
    }
}
