package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.Refusal.InvalidProof;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.corpus.Mutations;
import dev.scopedgate.testsupport.ProofForge;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** Every change to a right proof makes it wrong, and none is an error (RFC 7515 §5.2). */
class MutatedProofTest {

    /** Other mutations with {@code -Dmutations.seed=…}; a failure names it. */
    private static final long SEED = Long.getLong("mutations.seed", 20261126L);

    private static final int MUTATIONS = 50_000;

    @Test
    void isRefusedByName() {
        Map<String, Integer> refusals = new TreeMap<>();
        refused(ClientKeys.EC, "ES256", MUTATIONS / 2, refusals);
        refused(ClientKeys.RSA, "RS256", MUTATIONS / 4, refusals);
        refused(ClientKeys.ED25519, "EdDSA", MUTATIONS / 4, refusals);

        assertThat(refusals.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MUTATIONS);
        // changed proofs reached each of these checks
        assertThat(refusals)
                .containsKeys(BadProofs.SIGNATURE, BadProofs.MALFORMED, BadProofs.HTU, BadProofs.ATH, BadProofs.KEY)
                .hasSizeGreaterThan(15);
        assertThat(refusals.get(BadProofs.SIGNATURE)).isGreaterThan(MUTATIONS / 20);
    }

    private static void refused(PublicJsonWebKey key, String alg, int count, Map<String, Integer> refusals) {
        ProofVerifier verifier = Verifiers.plain();
        String right = ProofForge.proof(key, alg, "GET", "/whoami", "a.token").sign();
        Mutations mutations = new Mutations(SEED, List.of(right));
        for (int i = 0; i < count; i++) {
            String mutant = mutations.next();
            try {
                Verifiers.verify(verifier, List.of(mutant), Verifiers.whoami(key));
                throw new AssertionError("seed " + SEED + " accepted " + mutant + " for " + right);
            } catch (RefusedException e) {
                refusals.merge(detail(e), 1, Integer::sum);
            }
        }
        // it was right, and no mutant has used it
        Verifiers.verify(verifier, List.of(right), Verifiers.whoami(key));
    }

    private static String detail(RefusedException e) {
        return e.refusal() instanceof InvalidToken token ? token.detail() : ((InvalidProof) e.refusal()).detail();
    }
}
