package dev.scopedgate.oauth.bearer;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.http.Answer;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.NonceRequired;
import dev.scopedgate.oauth.Refusal.Unauthenticated;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TokenIdentity;
import dev.scopedgate.oauth.Waiting;
import dev.scopedgate.oauth.bound.Possession;
import dev.scopedgate.oauth.token.AccessTokenVerifier;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Judges the token of a request and whether its sender holds what it is bound to, and writes every refusal completely
 * (RFC 6750 §2.1, §3, RFC 9449 §7).
 */
@Singleton
class RequestJudgement {

    private final AccessTokenVerifier verifier;
    private final Judgements judgements;
    private final Possession possession;
    private final RefusalResponse refusalResponse;
    private final RefusalObservers observers;
    private final Budget strangers;

    RequestJudgement(
            AccessTokenVerifier verifier,
            Judgements judgements,
            Possession possession,
            RefusalResponse refusalResponse,
            RefusalObservers observers,
            Budgets budgets) {
        this.verifier = verifier;
        this.judgements = judgements;
        this.possession = possession;
        this.refusalResponse = refusalResponse;
        this.observers = observers;
        this.strangers = budgets.strangers();
    }

    /** The identity; null without a token; never complete if the request has been answered. */
    Future<SecurityIdentity> identity(RoutingContext context) {
        try {
            Optional<PresentedToken> token = PresentedToken.of(context);
            if (token.isEmpty()) {
                return withoutToken(context);
            }
            // before the limit: refusing a malformed token costs nothing
            String checked = token.get().checked(verifier.takesOpaqueTokens());
            return judgements.admits(context, token.get()) ? identity(context, token.get(), checked) : answered();
        } catch (RefusedException e) {
            return refused(context, e);
        }
    }

    private Future<SecurityIdentity> identity(RoutingContext context, PresentedToken presented, String token) {
        return verifier.verify(token, presented.hash(), Waiting.of(context, strangers, token))
                .compose(
                        verified -> held(context, presented, verified),
                        failure -> failure instanceof RefusedException refused
                                ? refused(context, refused)
                                : Future.failedFuture(failure));
    }

    /** The identity, if the sender holds what the token is bound to. */
    private Future<SecurityIdentity> held(RoutingContext context, PresentedToken presented, AccessToken verified) {
        try {
            proof(context, presented, verified).ifPresent(Runnable::run);
            return Future.succeededFuture(new TokenIdentity(verified));
        } catch (RefusedException e) {
            refuse(context, e.refusal(), Optional.of(verified));
            return answered();
        }
    }

    /** Whether the sender holds what the remembered token is bound to; if not, the answer has been sent. */
    boolean isHeld(RoutingContext context, PresentedToken presented, AccessToken remembered) {
        try {
            Optional<Runnable> proof = proof(context, presented, remembered);
            // a signature: who shows a stolen token with forged proofs is limited as with forged tokens
            if (proof.isPresent() && !judgements.admits(context, presented)) {
                return false;
            }
            proof.ifPresent(Runnable::run);
            return true;
        } catch (RefusedException e) {
            refuse(context, e.refusal(), Optional.of(remembered));
            return false;
        }
    }

    private Optional<Runnable> proof(RoutingContext context, PresentedToken presented, AccessToken token) {
        return possession.check(context, presented.scheme(), presented.hash(), token);
    }

    private Future<SecurityIdentity> withoutToken(RoutingContext context) {
        return FormBody.holdsToken(context, strangers)
                .compose(holds -> holds
                        ? refused(
                                context,
                                new RefusedException(new InvalidRequest(
                                        "the token is in the form: send it in the Authorization header")))
                        : Future.succeededFuture());
    }

    /**
     * Sends the response and ends the processing here: a propagated failure would reach the failure route of the MCP
     * extension, which reads the body and writes a second answer.
     */
    private Future<SecurityIdentity> refused(RoutingContext context, RefusedException refused) {
        refuse(context, refused.refusal(), Optional.empty());
        return answered();
    }

    private static Future<SecurityIdentity> answered() {
        return Promise.<SecurityIdentity>promise().future();
    }

    /** @param verified the token, if it is valid and its sender does not hold what it is bound to */
    private void refuse(RoutingContext context, Refusal refusal, Optional<AccessToken> verified) {
        if (refusal instanceof NonceRequired) {
            context.put(JudgementLimit.NONCE_ONLY, true);
        }
        observers.refused(refusal, context, verified);
        refusalResponse.send(context, refusal);
        Answer.discardBody(context.request());
    }

    /** Answers a request without a token, unless it has been answered. */
    void challenge(RoutingContext context) {
        if (!context.response().ended()) {
            observers.refused(new Unauthenticated(), context, Optional.empty());
            refusalResponse.send(context, new Unauthenticated());
        }
    }
}
