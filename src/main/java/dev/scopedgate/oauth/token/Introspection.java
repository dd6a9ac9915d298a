package dev.scopedgate.oauth.token;

import dev.scopedgate.http.CallingContext;
import dev.scopedgate.http.client.ForeignText;
import dev.scopedgate.http.client.JsonDocuments;
import dev.scopedgate.http.client.JsonDocuments.UnexpectedStatus;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.IntrospectionCondition;
import dev.scopedgate.oauth.IntrospectionEndpoint;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.TrustedIssuer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Introspects the opaque tokens of one issuer (RFC 7662) without blocking and with a timeout; concurrent requests for
 * the same token share one call. While the endpoint fails, tokens are answered 503, not 401.
 */
public final class Introspection {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final IntrospectionEndpoint endpoint;
    private final JsonDocuments documents;
    private final IntrospectedClaims claims;
    private final IntrospectionCondition condition;
    private final Map<TokenHash, Future<JwtClaims>> asked = new ConcurrentHashMap<>();

    Introspection(Vertx vertx, TrustedIssuer issuer, ResourceServer server, Duration timeout) {
        this.endpoint = issuer.introspection().orElseThrow();
        this.documents = new JsonDocuments(vertx, timeout);
        this.condition = new IntrospectionCondition(endpoint.uri(), endpoint.settings());
        this.claims = new IntrospectedClaims(issuer, server);
    }

    /** The access token; fails with {@link RefusedException} if the token is refused or could not be verified. */
    Uni<AccessToken> judge(String token, TokenHash hash) {
        return CallingContext.resume(
                        Uni.createFrom().completionStage(() -> ask(token, hash).toCompletionStage()))
                .onFailure()
                .transform(failure -> new RefusedException(unavailable(failure)))
                // a copy for each caller: reading removes claims
                .map(answer -> claims.accessToken(copy(answer), token));
    }

    private Future<JwtClaims> ask(String token, TokenHash hash) {
        Future<JwtClaims> answer = asked.computeIfAbsent(hash, absent -> post(token));
        // outside computeIfAbsent: an immediate answer would be removed before it is put
        answer.onComplete(done -> asked.remove(hash, answer));
        return answer;
    }

    private Future<JwtClaims> post(String token) {
        Buffer form = Buffer.buffer("token_type_hint=access_token&token=" + IntrospectionEndpoint.formEncoded(token));
        return documents
                .post(endpoint.uri(), endpoint.basicCredentials(), form)
                .map(document -> parse(document.body()))
                .onSuccess(answer -> condition.answered())
                .onFailure(this::failed);
    }

    private static JwtClaims parse(String json) {
        try {
            return JwtClaims.parse(json);
        } catch (InvalidJwtException e) {
            throw new IllegalStateException("the answer is not a JSON object");
        }
    }

    private static JwtClaims copy(JwtClaims answer) {
        JwtClaims copy = new JwtClaims();
        answer.getClaimsMap().forEach(copy::setClaim);
        return copy;
    }

    private void failed(Throwable cause) {
        // too many at once is our own limit, not a failure of the issuer
        if (!(cause instanceof ConnectionPoolTooBusyException)) {
            condition.failed(ForeignText.message(cause), denies(cause));
        }
    }

    private static Unjudged unavailable(Throwable failure) {
        return new Unjudged(
                denies(failure) ? RefusalReason.INTROSPECTION_DENIED : RefusalReason.INTROSPECTION_UNAVAILABLE,
                RETRY_AFTER);
    }

    private static boolean denies(Throwable failure) {
        return failure instanceof UnexpectedStatus answer && answer.deniesClient();
    }

    /** The state of the endpoint, in one line. */
    String condition() {
        return condition.text();
    }

    void close() {
        documents.close();
    }
}
