package dev.scopedgate.oauth;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a verified access token. Only {@code oauth.token} makes one, so an instance proves verification. It never
 * contains the token itself (RFC 9068 §2.2, RFC 8693 §4.2).
 *
 * @param subject the {@code sub} claim
 * @param clientId the {@code client_id}, {@code azp} or {@code cid} claim
 * @param scopes exactly the scopes in the token, in its order
 * @param ring the user's tier at issuance, for the audit only: no decision may read it
 * @param expiresAt the {@code exp} claim
 * @param id names the token in the audit log: a hash, not a secret ({@code oauth.token.TokenId})
 * @param confirmation what the sender must prove to hold, for each request anew
 * @param acting who acts with it, for the audit only: no decision may read it
 */
public record AccessToken(
        String subject,
        Optional<String> clientId,
        Set<String> scopes,
        Optional<String> ring,
        String issuer,
        Instant expiresAt,
        String id,
        Confirmation confirmation,
        Acting acting)
        implements Principal {

    /** The attribute of a request's {@code SecurityIdentity} that holds its access token. */
    public static final String ATTRIBUTE = AccessToken.class.getName();

    /** A token that is bound to nothing, and says of those who act no more than subject and client. */
    public AccessToken(
            String subject,
            Optional<String> clientId,
            Set<String> scopes,
            Optional<String> ring,
            String issuer,
            Instant expiresAt,
            String id) {
        this(subject, clientId, scopes, ring, issuer, expiresAt, id, Confirmation.NONE, Acting.UNKNOWN);
    }

    /** The token that authenticated this request; null before authentication. */
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
