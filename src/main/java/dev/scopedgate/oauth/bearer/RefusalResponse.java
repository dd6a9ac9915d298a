package dev.scopedgate.oauth.bearer;

import dev.scopedgate.http.Answer;
import dev.scopedgate.oauth.BearerChallenge;
import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.Refusal.InvalidProof;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.Refusal.NonceRequired;
import dev.scopedgate.oauth.Refusal.Unauthenticated;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SupportedScopes;
import dev.scopedgate.oauth.bound.DpopSettings;
import dev.scopedgate.oauth.bound.Possession;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Writes the complete response to a refused request: the status, one header with a challenge for each scheme that the client
 * may use, and a JSON body (RFC 6750 §3, RFC 9449 §7.1).
 */
@Singleton
final class RefusalResponse {

    /** Of tokens that are good with the other scheme, or good for no scheme but that. */
    private static final Set<RefusalReason> NEEDS_DPOP = Set.of(RefusalReason.BOUND, RefusalReason.UNBOUND);

    private static final String NONCE_NEEDED = "the proof must contain the nonce of the header DPoP-Nonce";

    private final ResourceServer server;
    private final List<String> initial;
    private final boolean dpopOffered;
    private final boolean dpopRequired;
    private final List<String> algorithms;

    RefusalResponse(ResourceServer server, SupportedScopes scopes, DpopSettings dpop) {
        this.server = server;
        // of the first issuer: which one the client will use is not known
        this.initial = server.scopeNames().asked(scopes.initial());
        dpopOffered = dpop.isOffered();
        dpopRequired = dpop.isRequired();
        algorithms = dpop.algorithms().advertised();
    }

    void send(RoutingContext context, Refusal refusal) {
        HttpServerResponse response = context.response();
        if (Answer.isOver(response)) {
            return;
        }
        if (refusal instanceof Unjudged unjudged) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(unjudged.retryAfter().toSeconds()));
            Answer.error(response, 503, "temporarily_unavailable", detail(unjudged.reason()));
        } else if (refusal instanceof InvalidToken invalid) {
            challenge(context, refusal, BearerChallenge.invalidToken(server.metadataUrl(), initial, invalid.detail()));
            Answer.error(response, 401, "invalid_token", invalid.detail());
        } else if (refusal instanceof InvalidProof invalid) {
            refuseProof(context, refusal, "invalid_dpop_proof", invalid.detail());
        } else if (refusal instanceof NonceRequired required) {
            response.putHeader(Possession.NONCE, required.nonce());
            refuseProof(context, refusal, "use_dpop_nonce", NONCE_NEEDED);
        } else if (refusal instanceof InvalidRequest invalid) {
            challenge(
                    context, refusal, BearerChallenge.invalidRequest(server.metadataUrl(), initial, invalid.detail()));
            Answer.error(response, 400, "invalid_request", invalid.detail());
        } else if (refusal instanceof Unauthenticated) {
            challenge(context, refusal, BearerChallenge.unauthenticated(server.metadataUrl(), initial));
            Answer.error(
                    response,
                    401,
                    "unauthorized",
                    dpopRequired ? "present a token with the scheme DPoP and a proof" : "present a bearer token");
        }
    }

    private void refuseProof(RoutingContext context, Refusal refusal, String error, String detail) {
        challenge(context, refusal, BearerChallenge.invalidProof(server.metadataUrl(), initial, error, detail));
        Answer.error(context.response(), 401, error, detail);
    }

    /** Under the scheme of the request; without a token, under each that is accepted (RFC 9449 §7.1, §7.2). */
    private void challenge(RoutingContext context, Refusal refusal, BearerChallenge challenge) {
        boolean none = refusal instanceof Unauthenticated;
        if (dpopOffered && PresentedToken.usesDpop(context) || dpopRequired && none) {
            challenge.asDpop(algorithms);
        } else if (dpopOffered && (none || NEEDS_DPOP.contains(refusal.reason()))) {
            challenge.alsoDpop(algorithms);
        }
        context.response().putHeader("WWW-Authenticate", challenge.toString());
    }

    private static String detail(RefusalReason reason) {
        return switch (reason) {
            case TOO_MANY_WAITING ->
                "too many tokens wait for their issuers, so this one was not verified; keep it and try again";
            case KEYS_UNAVAILABLE ->
                "the issuer's keys are unavailable, so the token was not verified; keep it and try again";
            case INTROSPECTION_DENIED ->
                "the issuer rejects this server's credentials, so the token was not verified; keep it and tell"
                        + " the operator of this server";
            case TOO_MANY_PROOFS ->
                "this server remembers too many proofs, so this one was not accepted; keep the token and try again with"
                        + " a new proof";
            case NOT_JUDGED -> "the token could not be verified; keep it and try again";
            default -> "introspection failed, so the token was not verified; keep it and try again";
        };
    }
}
