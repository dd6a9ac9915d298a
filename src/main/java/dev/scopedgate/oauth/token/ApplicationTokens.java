package dev.scopedgate.oauth.token;

import dev.scopedgate.http.CallingContext;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Acting;
import dev.scopedgate.oauth.Confirmation;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.ScopeToken;
import dev.scopedgate.oauth.TokenClaims;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import dev.scopedgate.oauth.settings.ApplicationVerifier;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Makes an access token of the claims that the application's verifier returns, only if they name a trusted issuer, a
 * subject, this audience and an expiry in the future. If the verifier fails or does not answer in time, the request is
 * answered 503.
 */
@Singleton
public class ApplicationTokens {

    private static final Logger LOG = Logger.getLogger(ApplicationTokens.class);
    private static final Unjudged FAILED = new Unjudged(RefusalReason.NOT_JUDGED, Duration.ofSeconds(5));
    private static final long LOG_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final ApplicationVerifier application;
    private final ResourceServer server;
    private final Duration timeout;
    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - LOG_INTERVAL);

    public ApplicationTokens(ApplicationVerifier application, ResourceServer server, ResourceServerConfig config) {
        this.application = application;
        this.server = server;
        this.timeout = config.introspection().timeout().read();
    }

    /** Whether the application judges tokens, and nothing else does. */
    boolean judges() {
        return application.exists();
    }

    /** The access token; fails with {@link RefusedException} if the token is refused or could not be verified. */
    Uni<AccessToken> judge(String token) {
        return CallingContext.resume(Uni.createFrom()
                        .deferred(() -> ask(token))
                        .ifNoItem()
                        .after(timeout)
                        .fail())
                .onFailure()
                .transform(this::failed)
                .map(claims -> accessToken(claims, token));
    }

    private Uni<Optional<TokenClaims>> ask(String token) {
        Uni<Optional<TokenClaims>> answer = application.verifier().verify(token);
        return answer == null ? Uni.createFrom().nullItem() : answer;
    }

    private RefusedException failed(Throwable cause) {
        long now = System.nanoTime();
        long before = loggedAt.get();
        // once a minute: a caller could fill the log
        if (now - before >= LOG_INTERVAL && loggedAt.compareAndSet(before, now)) {
            // the class only: a message might quote the token
            LOG.errorf(
                    "The application's TokenVerifier failed: %s. Tokens are not verified, and requests answered 503",
                    cause.getClass().getName());
        }
        return new RefusedException(FAILED);
    }

    private AccessToken accessToken(Optional<TokenClaims> answer, String token) {
        if (answer == null || answer.isEmpty()) {
            throw RefusedException.invalidToken(RefusalReason.INACTIVE, "the token is not active");
        }
        TokenClaims claims = answer.get();
        TrustedIssuer issuer = server.issuers().stream()
                .filter(trusted -> trusted.issuer().equals(claims.issuer()))
                .findFirst()
                .orElseThrow(() -> new RefusedException(FailedCheck.UNTRUSTED_ISSUER));
        require(!claims.audience().isEmpty(), FailedCheck.AUDIENCE_MISSING);
        require(claims.audience().contains(issuer.audience()), FailedCheck.OTHER_AUDIENCE);
        // no clock skew: both clocks are this server's
        require(Instant.now().isBefore(claims.expiresAt()), FailedCheck.EXPIRED);
        require(
                claims.expiresAt().getEpochSecond() <= AccessTokenClaims.LATEST,
                new InvalidToken(RefusalReason.LIFETIME, "exp is out of range"));
        require(!claims.subject().isEmpty(), FailedCheck.SUBJECT_MISSING);
        if (claims.subject().contains(token) || claims.clientId().orElse("").contains(token)) {
            // the audit writes both
            throw failed(new IllegalArgumentException("a claim contains the token"));
        }
        Confirmation confirmation = claims.cnf().map(Confirmation::of).orElse(Confirmation.NONE);
        require(!UnverifiedJws.isBoundOtherwise(token, confirmation), FailedCheck.CONFIRMATION_DIFFERS);
        return new AccessToken(
                claims.subject(),
                claims.clientId().filter(client -> !client.isEmpty()),
                valid(claims.scopes()),
                Optional.empty(),
                claims.issuer(),
                claims.expiresAt(),
                TokenId.ofToken(token),
                confirmation,
                Acting.UNKNOWN);
    }

    private static Set<String> valid(Set<String> scopes) {
        Set<String> valid = new LinkedHashSet<>(scopes);
        valid.removeIf(scope -> !ScopeToken.isValid(scope));
        return Collections.unmodifiableSet(valid);
    }

    private static void require(boolean holds, InvalidToken otherwise) {
        if (!holds) {
            throw new RefusedException(otherwise);
        }
    }
}
