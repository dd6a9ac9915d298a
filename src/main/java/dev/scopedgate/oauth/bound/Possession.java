package dev.scopedgate.oauth.bound;

import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.AuthorizationScheme;
import dev.scopedgate.oauth.Confirmation;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bound.ProofVerifier.Expected;
import dev.scopedgate.oauth.bound.ProofVerifier.Rules;
import dev.scopedgate.oauth.settings.ResourceServerConfig.Dpop;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.settings.StateKeys;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a verified token count for a request only if its sender proves to hold everything that the token is bound to; a
 * remembered token too (RFC 7800 §3.1, RFC 8705 §3, RFC 9449 §7).
 */
@Singleton
public class Possession {

    /** The header of a proof. */
    public static final String PROOF = "DPoP";

    /** The header in which a client gets its next nonce. */
    public static final String NONCE = "DPoP-Nonce";

    /** The attribute of a request whose proof is accepted. */
    private static final String PROVED = Possession.class.getName() + ".proved";

    private final RequestCertificates certificates;
    private final Map<String, Dpop> modes;
    private final ProofVerifier proofs;

    Possession(
            RequestCertificates certificates,
            ResourceServer server,
            DpopSettings settings,
            StateKeys keys,
            Signatures signatures,
            Meters metrics) {
        this.certificates = certificates;
        modes = settings.byIssuer();
        InstantSource clock = InstantSource.system();
        Rules rules = new Rules(settings.algorithms(), settings.maxAge(), server.clockSkew());
        SeenProofs seen = new SeenProofs(settings.rememberedProofs(), rules.acceptedFor(), clock);
        proofs = new ProofVerifier(
                rules,
                signatures,
                new TargetUri(server.resource()),
                settings.requiresNonce() ? Optional.of(new Nonces(keys.keys(), clock)) : Optional.empty(),
                seen,
                clock);
        metrics.gauge(
                Meter.of("scoped.gate.dpop.proofs", "Proofs that are remembered, so that none is accepted twice"),
                seen::size);
    }

    /**
     * Makes the cheap checks. What is left, if anything, verifies a signature, and counts as the one use of the proof.
     * Both throw {@link RefusedException} that names the failed check.
     *
     * @param presented the hash of the token, which was presented under that scheme
     */
    public Optional<Runnable> check(
            RoutingContext request, AuthorizationScheme scheme, TokenHash presented, AccessToken token) {
        Confirmation confirmation = token.confirmation();
        confirmation.certificate().ifPresent(thumbprint -> checkCertificate(request, thumbprint));
        Dpop mode = modes.getOrDefault(token.issuer(), Dpop.OFF);
        if (confirmation.jkt().isEmpty()) {
            require(mode != Dpop.REQUIRED, FailedCheck.DPOP_REQUIRED);
            require(scheme == AuthorizationScheme.BEARER, FailedCheck.NOT_BOUND);
            return Optional.empty();
        }
        require(mode != Dpop.OFF, FailedCheck.DPOP_OFF);
        require(scheme == AuthorizationScheme.DPOP, FailedCheck.BOUND_TO_A_KEY);
        if (request.get(PROVED) != null) {
            // an application may have its identity established twice, and a proof holds once
            return Optional.empty();
        }
        HttpServerRequest http = request.request();
        Expected expected = new Expected(http.method().name(), String.valueOf(http.path()), presented, token);
        Proof proof = proofs.claimed(http.headers().getAll(PROOF), expected);
        return Optional.of(() -> {
            proofs.verify(proof, expected);
            request.put(PROVED, true);
            proofs.nextNonce(proof).ifPresent(nonce -> request.response().putHeader(NONCE, nonce));
        });
    }

    private void checkCertificate(RoutingContext request, String thumbprint) {
        require(
                certificates.thumbprint(request).filter(thumbprint::equals).isPresent(),
                FailedCheck.BOUND_TO_A_CERTIFICATE);
    }

    private static void require(boolean holds, InvalidToken otherwise) {
        if (!holds) {
            throw new RefusedException(otherwise);
        }
    }
}
