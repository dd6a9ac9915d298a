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
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Lets nothing pass to a protected path without a verified token (RFC 6750 §2.1): a filter of our own, because a token
 * that is remembered needs no asynchronous step, and the framework's chain of them costs more than the check itself.
 * A protected endpoint elsewhere is authenticated by the framework, through {@link BearerAuthenticationMechanism}.
 */
@Singleton
class BearerAuthentication {

    private static final Logger LOG = Logger.getLogger(BearerAuthentication.class);

    private final AccessTokenVerifier verifier;
    private final BearerAuthenticationMechanism mechanism;
    private final RefusalObservers observers;

    BearerAuthentication(
            AccessTokenVerifier verifier, BearerAuthenticationMechanism mechanism, RefusalObservers observers) {
        this.verifier = verifier;
        this.mechanism = mechanism;
        this.observers = observers;
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::authenticate, FilterOrder.AUTHENTICATION.place());
    }

    private void authenticate(RoutingContext context, Handler<RoutingContext> onwards) {
        if (!isProtected(context.normalizedPath())) {
            onwards.handle(context);
            return;
        }
        try {
            judge(context, onwards);
        } catch (RuntimeException e) {
            // a failure that travelled on would meet the failure route of the MCP extension, which may give no answer
            refuse(context, e);
        }
    }

    private void judge(RoutingContext context, Handler<RoutingContext> onwards) {
        Optional<TokenIdentity> remembered = remembered(context);
        if (remembered.isPresent()) {
            goOn(context, remembered.get(), onwards);
            return;
        }
        mechanism
                .authenticate(context, null)
                .subscribe()
                .with(identity -> goOnOrChallenge(context, identity, onwards), failure -> refuse(context, failure));
    }

    private void goOnOrChallenge(RoutingContext context, SecurityIdentity identity, Handler<RoutingContext> onwards) {
        if (identity == null) {
            mechanism.sendChallenge(context).subscribe().with(sent -> Answer.discardBody(context.request()));
        } else {
            goOn(context, identity, onwards);
        }
    }

    private void refuse(RoutingContext context, Throwable failure) {
        // its class and no more: a message might quote what was presented
        LOG.errorf("A token could not be judged: %s", failure.getClass().getName());
        observers.notJudged(context);
        Answer.error(context, 500, "server_error", "the token could not be judged; keep it and try again");
    }

    private static void goOn(RoutingContext context, SecurityIdentity identity, Handler<RoutingContext> onwards) {
        if (Answer.isOver(context.response())) {
            // the client left while the token was judged: end handlers added now never run
            return;
        }
        QuarkusHttpUser.setIdentity(identity, context);
        onwards.handle(context);
    }

    private Optional<TokenIdentity> remembered(RoutingContext context) {
        try {
            // not checked for its characters: what is remembered under the same hash was
            return PresentedToken.of(context).flatMap(token -> verifier.remembered(token.unchecked()));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    private static boolean isProtected(String path) {
        int end = path.indexOf('/', 1);
        return GatedPaths.ALL.contains(end < 0 ? path : path.substring(0, end));
    }
}
