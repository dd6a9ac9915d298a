package dev.scopedgate.oauth.bearer;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TokenIdentity;
import dev.scopedgate.oauth.token.AccessTokenVerifier;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Passes a request to a protected path only with a verified token (RFC 6750 §2.1). A filter of its own, because a
 * cached token needs no asynchronous step and the framework's chain costs more than the check. Other protected
 * endpoints are authenticated by the framework through {@link BearerAuthenticationMechanism}.
 */
@Singleton
class BearerAuthentication {

    private static final Logger LOG = Logger.getLogger(BearerAuthentication.class);

    private final AccessTokenVerifier verifier;
    private final RequestJudgement judgement;
    private final RefusalObservers observers;
    private final GatedPaths paths;

    BearerAuthentication(
            AccessTokenVerifier verifier, RequestJudgement judgement, RefusalObservers observers, GatedPaths paths) {
        this.paths = paths;
        this.verifier = verifier;
        this.judgement = judgement;
        this.observers = observers;
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::authenticate, FilterOrder.AUTHENTICATION.place());
    }

    private void authenticate(RoutingContext context, Handler<RoutingContext> next) {
        if (!paths.needsToken(context.normalizedPath())) {
            next.handle(context);
            return;
        }
        try {
            verify(context, next);
        } catch (RuntimeException e) {
            // a propagated failure would reach the failure route of the MCP extension, which may send no answer
            fail(context, e);
        }
    }

    private void verify(RoutingContext context, Handler<RoutingContext> next) {
        Optional<PresentedToken> presented = presented(context);
        // characters unchecked: a token with a cached hash has passed that check
        Optional<TokenIdentity> remembered = presented.flatMap(token -> verifier.remembered(token.hash()));
        if (remembered.isPresent()) {
            if (judgement.isHeld(context, presented.get(), remembered.get().token())) {
                proceed(context, remembered.get(), next);
            }
            return;
        }
        judgement
                .identity(context)
                .compose(identity -> {
                    proceedOrChallenge(context, identity, next);
                    return Future.succeededFuture();
                })
                // also of what follows, which after a wait nobody else would answer
                .onFailure(failure -> fail(context, failure));
    }

    private void proceedOrChallenge(RoutingContext context, SecurityIdentity identity, Handler<RoutingContext> next) {
        if (identity == null) {
            judgement.challenge(context);
        } else {
            proceed(context, identity, next);
        }
    }

    private void fail(RoutingContext context, Throwable failure) {
        // the class only: a message might quote the token
        LOG.errorf("A token could not be verified: %s", failure.getClass().getName());
        observers.notJudged(context);
        Answer.error(context, 500, "server_error", "the token could not be verified; keep it and try again");
    }

    private static void proceed(RoutingContext context, SecurityIdentity identity, Handler<RoutingContext> next) {
        if (Answer.isOver(context.response())) {
            // disconnected during verification: end handlers added now never run
            return;
        }
        QuarkusHttpUser.setIdentity(identity, context);
        next.handle(context);
    }

    private static Optional<PresentedToken> presented(RoutingContext context) {
        try {
            return PresentedToken.of(context);
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
