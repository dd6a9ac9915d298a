package dev.scopedgate.oauth.bearer;

import io.vertx.ext.web.RoutingContext;

/** Says whether an unknown token may be judged now: each costs a signature, and may cost a fetch of keys or a question. */
public interface JudgementLimit {

    /** Whether it may; otherwise the answer has been given. */
    boolean admits(RoutingContext context);
}
