package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.TokenIdentity;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.Waiting;
import dev.scopedgate.oauth.keys.IssuerKeys;
import dev.scopedgate.oauth.keys.KeySet;
import dev.scopedgate.oauth.keys.ServingKey;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.oauth.token.IssuerVerification.Verified;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Makes an {@link AccessToken} of a presented token only if its signature, issuer, audience, lifetime, algorithm, type
 * and key id are valid; otherwise fails with a {@link RefusedException} that names the failed check and no value (RFC
 * 9068 §4). Instead of that, a verifier of the application judges, if there is one.
 */
@Singleton
public class AccessTokenVerifier {

    private final VerificationKeys keys;
    private final ApplicationTokens applicationTokens;
    private final OpaqueTokens opaqueTokens;
    private final VerifiedTokens verifiedTokens;
    private final VerificationTimer timer;
    private final SignatureAlgorithms algorithms;
    private final Map<String, IssuerVerification> byIssuer;

    public AccessTokenVerifier(
            ResourceServer server,
            VerificationKeys keys,
            ApplicationTokens applicationTokens,
            OpaqueTokens opaqueTokens,
            VerifiedTokens verifiedTokens,
            VerificationTimer timer,
            Signatures signatures) {
        this.keys = keys;
        this.applicationTokens = applicationTokens;
        this.opaqueTokens = opaqueTokens;
        this.verifiedTokens = verifiedTokens;
        this.timer = timer;
        this.algorithms = server.algorithms();
        this.byIssuer = server.issuers().stream()
                .collect(Collectors.toUnmodifiableMap(
                        TrustedIssuer::issuer, issuer -> new IssuerVerification(issuer, server, signatures)));
    }

    /** Whether opaque tokens are accepted. */
    public boolean takesOpaqueTokens() {
        return applicationTokens.judges() || opaqueTokens.accepted();
    }

    /** The identity of the token, if it was verified recently: at once, where {@link #verify} may wait. */
    public Optional<TokenIdentity> remembered(TokenHash hash) {
        return verifiedTokens.identity(hash);
    }

    /**
     * Never blocks. If a key must be fetched or the issuer asked, the result arrives later, on the caller's context.
     * Fails with a {@link RefusedException} if too many tokens wait.
     *
     * @param hash of this token
     */
    public Future<AccessToken> verify(String token, TokenHash hash, Waiting waiting) {
        Optional<AccessToken> known = verifiedTokens.find(hash);
        if (known.isPresent()) {
            return Future.succeededFuture(known.get());
        }
        verifiedTokens.missed();
        if (applicationTokens.judges()) {
            return waited(waiting, () -> applicationTokens.judge(token))
                    .onSuccess(judged -> verifiedTokens.remember(hash, judged, () -> true));
        }
        Optional<Introspection> asked = opaqueTokens.of(token);
        if (asked.isPresent()) {
            // the issuer is not asked again while the token is cached, which is short
            return waited(waiting, () -> asked.get().judge(token, hash))
                    .onSuccess(opaque -> verifiedTokens.remember(hash, opaque, () -> true));
        }
        return opaqueTokens.accepted() && !UnverifiedJws.hasJoseHeader(token)
                ? Future.failedFuture(new RefusedException(FailedCheck.OF_NO_ISSUER))
                : verifySigned(token, hash, waiting);
    }

    private static <T> Future<T> waited(Waiting waiting, Supplier<Uni<T>> answer) {
        Promise<T> result = Promise.promise();
        waiting.during(answer).subscribe().with(result::complete, result::fail);
        return result.future();
    }

    private Future<AccessToken> verifySigned(String token, TokenHash hash, Waiting waiting) {
        try {
            UnverifiedJws jws = UnverifiedJws.of(token, algorithms);
            IssuerKeys issuerKeys =
                    keys.of(jws.issuer()).orElseThrow(() -> new RefusedException(FailedCheck.UNTRUSTED_ISSUER));
            return issuerKeys
                    .held(jws.kid())
                    .map(Future::succeededFuture)
                    .orElseGet(() -> waited(waiting, () -> issuerKeys.forKeyId(jws.kid())))
                    .compose(keySet -> judge(jws, hash, issuerKeys, keySet, waiting));
        } catch (RefusedException e) {
            return Future.failedFuture(e);
        }
    }

    /** Verifies with these keys, then with newer ones if the token may be signed with a replaced key. */
    private Future<AccessToken> judge(
            UnverifiedJws jws, TokenHash hash, IssuerKeys issuerKeys, KeySet keySet, Waiting waiting) {
        try {
            return Future.succeededFuture(verified(jws, hash, issuerKeys, keySet));
        } catch (RefusedException refused) {
            if (!FailedCheck.mayBeOfANewKey(refused.refusal())) {
                throw refused;
            }
            return waited(waiting, () -> issuerKeys.newerThan(keySet)).map(newer -> {
                if (newer == keySet) {
                    throw refused;
                }
                return verified(jws, hash, issuerKeys, newer);
            });
        }
    }

    private AccessToken verified(UnverifiedJws jws, TokenHash hash, IssuerKeys issuerKeys, KeySet keySet) {
        List<PublicKey> candidates = keySet.keys(jws);
        Verified verified = timer.time(() -> byIssuer.get(jws.issuer()).verify(jws, candidates));
        verifiedTokens.remember(
                hash, verified.token(), new ServingKey(issuerKeys, keySet, jws.kid(), jws.alg(), verified.key()));
        return verified.token();
    }
}
