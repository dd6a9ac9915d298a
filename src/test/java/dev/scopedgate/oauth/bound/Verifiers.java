package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.Acting;
import dev.scopedgate.oauth.Confirmation;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bound.ProofVerifier.Expected;
import dev.scopedgate.oauth.bound.ProofVerifier.Rules;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.TokenForge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;

/** The verifier of proofs in this process, with the settings' defaults. */
final class Verifiers {

    static final Rules RULES = new Rules(
            new SignatureAlgorithms(List.of("ES256", "EdDSA", "PS256", "RS256")),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30));

    private static final Signatures SIGNATURES = Signatures.automatic();

    private Verifiers() {}

    static ProofVerifier plain() {
        return with(RULES, Optional.empty(), InstantSource.system());
    }

    static ProofVerifier with(Rules rules, Optional<Nonces> nonces, InstantSource clock) {
        return new ProofVerifier(
                rules,
                SIGNATURES,
                new TargetUri(TokenForge.RESOURCE),
                nonces,
                new SeenProofs(100_000, rules.acceptedFor(), clock),
                clock);
    }

    static AccessToken bound(PublicJsonWebKey key, String subject) {
        return bound(ProofForge.thumbprint(key), subject);
    }

    private static AccessToken bound(String jkt, String subject) {
        return new AccessToken(
                subject,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                TokenForge.ISSUER,
                Instant.MAX,
                "token:0",
                new Confirmation(Optional.of(jkt), Optional.empty()),
                Acting.UNKNOWN);
    }

    static Expected whoami(PublicJsonWebKey key) {
        return whoami(ProofForge.thumbprint(key));
    }

    static Expected whoami(String jkt) {
        return new Expected("GET", "/whoami", TokenHash.of("a.token"), bound(jkt, "ray"));
    }

    /** Throws what the verifier throws. */
    static void verify(ProofVerifier verifier, List<String> headers, Expected expected) {
        verifier.verify(verifier.claimed(headers, expected), expected);
    }
}
