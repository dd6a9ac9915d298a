package dev.scopedgate.oauth.bearer;

import dev.scopedgate.http.GatedPaths;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Authenticates a request by its bearer token, or a bound one, and writes every refusal completely (RFC 6750 §2.1, §3).
 * Otherwise the MCP extension's failure route would read the body of a refused request, throw on a JSON-RPC id that is
 * not a number, and send no answer.
 */
@Singleton
class BearerAuthenticationMechanism implements HttpAuthenticationMechanism {

    private final RequestJudgement judgement;
    private final GatedPaths paths;

    BearerAuthenticationMechanism(RequestJudgement judgement, GatedPaths paths) {
        this.judgement = judgement;
        this.paths = paths;
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
        return Uni.createFrom()
                .emitter(result -> judgement
                        .identity(context)
                        .onComplete(identity -> result.complete(identity), failure -> result.fail(failure)));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        if (!paths.cover(context)) {
            return Uni.createFrom().item(false);
        }
        judgement.challenge(context);
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
