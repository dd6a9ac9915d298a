package dev.scopedgate.oauth.bearer;

import io.vertx.ext.web.RoutingContext;

/**
 * Limits verifications of unknown tokens: each costs a signature check, and possibly a key fetch or an introspection.
 */
public interface JudgementLimit {

    /** Whether the token may be verified; if not, the answer has been sent. */
    boolean admits(RoutingContext context);
}
