package dev.scopedgate.oauth;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a verified access token says; only {@code oauth.token.AccessTokenVerifier} makes one, so that holding it proves the check. It
 * never holds the token itself (RFC 9068 §2.2, RFC 8693 §4.2).
 *
 * @param subject the {@code sub} claim
 * @param clientId the {@code client_id}, {@code azp} or {@code cid} claim
 * @param scopes exactly the scopes that the token carries, in its order
 * @param ring the user's tier at mint, for the audit only: no decision may read it
 * @param expiresAt the {@code exp} claim
 * @param id a name for the token in the audit, which is no secret: a hash, {@code oauth.token.TokenId}
 */
public record AccessToken(
        String subject,
        Optional<String> clientId,
        Set<String> scopes,
        Optional<String> ring,
        String issuer,
        Instant expiresAt,
        String id)
        implements Principal {

    /** The name under which a request's {@code SecurityIdentity} carries its access token. */
    public static final String ATTRIBUTE = AccessToken.class.getName();

    /** The token with which that request was let in; null for one that nobody let in yet. */
    public static AccessToken of(RoutingContext request) {
        return request.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getAttribute(ATTRIBUTE)
                : null;
    }

    @Override
    public String getName() {
        return subject;
    }
}
