package dev.scopedgate.oauth.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK and AmazonCorrettoCryptoProvider make the same of every token of the corpus and of changed ones. */
class SameVerdictsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("SCOPED_GATE_RESOURCE", TokenForge.RESOURCE, "SCOPED_GATE_ISSUER", TokenForge.ISSUER);
    private static final Verdicts JDK = new Verdicts(Signatures.ofTheJdk(), ENVIRONMENT);
    private static final Verdicts LIBRARY = new Verdicts(Signatures.automatic(), ENVIRONMENT);

    private static final long SEED = Long.getLong("mutations.seed", 20261126L);
    private static final int LONGEST = 16 * 1024;
    private static final int MUTATIONS = 15_000;

    static Stream<Bad> bad() {
        // longer ones are refused before, by their length
        return NegativeCorpusTest.bad().filter(bad -> bad.token().length() <= LONGEST);
    }

    static Stream<NearMiss> nearMisses() {
        return NegativeCorpusTest.nearMisses();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void bothNameTheSameFailedCheck(Bad bad) {
        assertThat(JDK.of(bad.token())).isEqualTo(bad.check());
        assertThat(LIBRARY.of(bad.token())).isEqualTo(bad.check());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nearMisses")
    void bothReadTheSame(NearMiss nearMiss) {
        assertThat(JDK.of(nearMiss.token())).contains("subject=ray");
        assertThat(LIBRARY.of(nearMiss.token())).isEqualTo(JDK.of(nearMiss.token()));
    }

    @Test
    void bothRefuseEveryChangedTokenAlike() {
        List<String> valid = Stream.of(
                        lasting(),
                        lasting().signedBy(SigningKeys.rsa(), "PS256"),
                        lasting().signedBy(SigningKeys.ec(), "ES256"),
                        lasting().signedBy(SigningKeys.ed25519(), "EdDSA"))
                .map(TokenForge::sign)
                .toList();
        Mutations mutations = new Mutations(SEED, valid);
        List<String> mutants =
                IntStream.range(0, MUTATIONS).mapToObj(i -> mutations.next()).toList();
        AtomicInteger signatures = new AtomicInteger();

        mutants.parallelStream().forEach(mutant -> {
            String verdict = LIBRARY.of(mutant);
            assertThat(verdict).as("%d: %s", SEED, mutant).doesNotContain("subject=");
            assertThat(JDK.of(mutant)).as("%d: %s", SEED, mutant).isEqualTo(verdict);
            if (verdict.equals(Presented.SIGNATURE)) {
                signatures.incrementAndGet();
            }
        });

        assertThat(signatures).hasValueGreaterThan(MUTATIONS / 10);
        assertThat(valid).allSatisfy(token -> assertThat(LIBRARY.of(token)).contains("subject=ray"));
    }

    private static TokenForge lasting() {
        return TokenForge.token("notes:read").time("exp", 3600);
    }
}
