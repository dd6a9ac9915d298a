package dev.scopedgate.oauth.bearer;

import dev.scopedgate.http.Answer;
import dev.scopedgate.oauth.BearerChallenge;
import dev.scopedgate.oauth.Refusal;
import dev.scopedgate.oauth.Refusal.InvalidRequest;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.Refusal.Unauthenticated;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SupportedScopes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes the complete response to a refused request: status, one challenge, a JSON body (RFC 6750 §3). */
@Singleton
final class RefusalResponse {

    private final ResourceServer server;
    private final List<String> initial;

    RefusalResponse(ResourceServer server, SupportedScopes scopes) {
        this.server = server;
        // of the first issuer: which one the client will use is not known
        this.initial = server.scopeNames().asked(scopes.initial());
    }

    void send(HttpServerResponse response, Refusal refusal) {
        if (Answer.isOver(response)) {
            return;
        }
        if (refusal instanceof Unjudged unjudged) {
            response.putHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(unjudged.retryAfter().toSeconds()));
            Answer.error(response, 503, "temporarily_unavailable", detail(unjudged.reason()));
        } else if (refusal instanceof InvalidToken invalid) {
            challenge(response, BearerChallenge.invalidToken(server.metadataUrl(), initial, invalid.detail()));
            Answer.error(response, 401, "invalid_token", invalid.detail());
        } else if (refusal instanceof InvalidRequest invalid) {
            challenge(response, BearerChallenge.invalidRequest(server.metadataUrl(), initial, invalid.detail()));
            Answer.error(response, 400, "invalid_request", invalid.detail());
        } else if (refusal instanceof Unauthenticated) {
            challenge(response, BearerChallenge.unauthenticated(server.metadataUrl(), initial));
            Answer.error(response, 401, "unauthorized", "present a bearer token");
        }
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
            case NOT_JUDGED -> "the token could not be verified; keep it and try again";
            default -> "introspection failed, so the token was not verified; keep it and try again";
        };
    }

    private static void challenge(HttpServerResponse response, BearerChallenge challenge) {
        response.putHeader("WWW-Authenticate", challenge.toString());
    }
}
