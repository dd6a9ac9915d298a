package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.KeysUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Asks one issuer what its opaque tokens mean (RFC 7662): without blocking, once for all who present the same token
 * meanwhile, in bounded time. While the issuer is away, tokens are not judged, which is not to say that they are bad.
 */
final class Introspection {

    private static final Logger LOG = Logger.getLogger(Introspection.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final IntrospectionEndpoint endpoint;
    private final JsonDocuments documents;
    private final IntrospectedClaims claims;
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile long awaySince;
    private final Map<TokenHash, Future<JwtClaims>> asked = new ConcurrentHashMap<>();

    Introspection(Vertx vertx, TrustedIssuer issuer, ResourceServer server, Duration timeout) {
        this.endpoint = issuer.introspection().orElseThrow();
        this.documents = new JsonDocuments(vertx, timeout);
        this.claims = new IntrospectedClaims(issuer, server);
    }

    /** What that token says; fails with a {@link RefusedException} when it is refused and when it could not be judged. */
    Uni<AccessToken> judge(String token, TokenHash hash) {
        return CallingContext.resume(
                        Uni.createFrom().completionStage(() -> ask(token, hash).toCompletionStage()))
                .onFailure()
                .transform(failure -> new RefusedException(new KeysUnavailable(RETRY_AFTER)))
                // a copy for each who asked: reading takes claims away
                .map(answer -> claims.accessToken(copy(answer), token));
    }

    private Future<JwtClaims> ask(String token, TokenHash hash) {
        Future<JwtClaims> answer = asked.computeIfAbsent(hash, absent -> post(token));
        // not within: an answer that is there at once would be removed before it is put
        answer.onComplete(done -> asked.remove(hash, answer));
        return answer;
    }

    private Future<JwtClaims> post(String token) {
        Buffer form = Buffer.buffer("token_type_hint=access_token&token=" + IntrospectionEndpoint.formEncoded(token));
        return documents
                .post(endpoint.uri(), endpoint.basicCredentials(), form)
                .map(document -> parse(document.body()))
                .onSuccess(answer -> over())
                .onFailure(this::begun);
    }

    private static JwtClaims parse(String json) {
        try {
            return JwtClaims.parse(json);
        } catch (InvalidJwtException e) {
            throw new IllegalStateException("no JSON object in the answer");
        }
    }

    private static JwtClaims copy(JwtClaims answer) {
        JwtClaims copy = new JwtClaims();
        answer.getClaimsMap().forEach(copy::setClaim);
        return copy;
    }

    private void over() {
        // not sooner: an issuer that answers one token and fails at another would fill the log
        if (System.nanoTime() - awaySince > QUIET.toNanos() && away.compareAndSet(true, false)) {
            LOG.infof("The introspection endpoint %s answers again", endpoint.uri());
        }
    }

    private void begun(Throwable cause) {
        // too many at once is our bound, and not the issuer's absence
        if (!(cause instanceof ConnectionPoolTooBusyException) && away.compareAndSet(false, true)) {
            awaySince = System.nanoTime();
            LOG.warnf(
                    "The introspection endpoint %s gives no answer; tokens of its issuer are not judged until it does (%s)",
                    endpoint.uri(),
                    cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        }
    }

    void close() {
        documents.close();
    }
}
