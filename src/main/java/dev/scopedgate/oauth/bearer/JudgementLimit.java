package dev.scopedgate.oauth.bearer;

import io.vertx.ext.web.RoutingContext;

/**
 * Limits verifications of unknown tokens: each costs a signature check, and possibly a key fetch or an introspection.
 */
public interface JudgementLimit {

    /** The attribute of a request whose valid token is refused only because its proof lacks a nonce. */
    String NONCE_ONLY = JudgementLimit.class.getName() + ".nonceOnly";

    /** Whether the token may be verified; if not, the answer has been sent. */
    boolean admits(RoutingContext context);
}
