package dev.scopedgate.oauth.bearer;

import dev.scopedgate.bounds.Budget;
import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.http.Answer;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.Unauthenticated;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TokenIdentity;
import dev.scopedgate.oauth.Waiting;
import dev.scopedgate.oauth.bound.Possession;
import dev.scopedgate.oauth.token.AccessTokenVerifier;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Authenticates a request by its bearer token and writes every refusal completely (RFC 6750 §2.1, §3). Otherwise the
 * MCP extension's failure route would read the body of a refused request, throw on a JSON-RPC id that is not a number,
 * and send no answer.
 */
@Singleton
class BearerAuthenticationMechanism implements HttpAuthenticationMechanism {

    private final AccessTokenVerifier verifier;
    private final Judgements judgements;
    private final Possession possession;
    private final RefusalResponse refusalResponse;
    private final RefusalObservers observers;
    private final Budget strangers;
    private final GatedPaths paths;

    BearerAuthenticationMechanism(
            AccessTokenVerifier verifier,
            Judgements judgements,
            Possession possession,
            RefusalResponse refusalResponse,
            RefusalObservers observers,
            Budgets budgets,
            GatedPaths paths) {
        this.paths = paths;
        this.verifier = verifier;
        this.judgements = judgements;
        this.possession = possession;
        this.refusalResponse = refusalResponse;
        this.observers = observers;
        this.strangers = budgets.strangers();
    }

    /** Before the application's own mechanisms: they would refuse a token of the gate. */
    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identityProviders) {
        if (!paths.cover(context)) {
            // a token for the gate is none for the application's own pages
            return Uni.createFrom().nullItem();
        }
        // makes Quarkus ask only this mechanism for the challenge
        context.put(HttpAuthenticationMechanism.class.getName(), this);
        try {
            Optional<PresentedToken> token = PresentedToken.of(context);
            if (token.isEmpty()) {
                return withoutToken(context);
            }
            // before the limit: refusing a malformed token costs nothing
            String checked = token.get().checked(verifier.takesOpaqueTokens());
            return judgements.admits(context, token.get())
                    ? identity(context, checked)
                    : Uni.createFrom().nothing();
        } catch (RefusedException e) {
            return refused(context, e.refusal());
        }
    }

    private Uni<SecurityIdentity> identity(RoutingContext context, String token) {
        return Uni.createFrom()
                .deferred(() -> verifier.verify(token, Waiting.of(context, strangers, token)))
                .invoke(verified -> possession.check(context, verified))
                .map(BearerAuthenticationMechanism::identity)
                .onFailure(RefusedException.class)
                .recoverWithUni(failure -> refused(context, failure.refusal()));
    }

    /** Whether the sender holds what the remembered token is bound to; if not, the answer has been sent. */
    boolean isHeld(RoutingContext context, AccessToken remembered) {
        try {
            possession.check(context, remembered);
            return true;
        } catch (RefusedException e) {
            refuse(context, e.refusal());
            return false;
        }
    }

    private Uni<SecurityIdentity> withoutToken(RoutingContext context) {
        return FormBody.holdsToken(context, strangers)
                .flatMap(holds -> holds
                        ? refused(
                                context,
                                new InvalidRequest("the token is in the form: send it in the Authorization header"))
                        : Uni.createFrom().nullItem());
    }

    /**
     * Sends the response and ends the processing here: a propagated failure would reach the failure route of the MCP
     * extension, which reads the body and writes a second answer.
     */
    private Uni<SecurityIdentity> refused(RoutingContext context, Refusal refusal) {
        refuse(context, refusal);
        return Uni.createFrom().nothing();
    }

    private void refuse(RoutingContext context, Refusal refusal) {
        observers.refused(refusal, context);
        refusalResponse.send(context.response(), refusal);
        Answer.discardBody(context.request());
    }

    static SecurityIdentity identity(AccessToken token) {
        return new TokenIdentity(token);
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (!paths.cover(context)) {
            return Uni.createFrom().item(false);
        }
        if (!context.response().ended()) {
            observers.refused(new Unauthenticated(), context);
            refusalResponse.send(context.response(), new Unauthenticated());
        }
        return Uni.createFrom().item(true);
    }

    /** Not used: {@link #sendChallenge} answers. Returns no challenge rather than a wrong one. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        if (!paths.cover(context)) {
            // an application's mechanism for the same scheme must be asked
            return Uni.createFrom().nullItem();
        }
        return Uni.createFrom().item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
    }
}
