package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.Refusal.NonceRequired;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.bound.Nonces.Age;
import dev.scopedgate.settings.StateKey;
import dev.scopedgate.testsupport.ProofForge;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A nonce is accepted by each replica with the key, for five minutes, and in no other spelling (RFC 9449 §9). */
class NoncesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final StateKey KEY = StateKey.generated();

    private static Nonces at(long seconds, StateKey... keys) {
        return new Nonces(List.of(keys), InstantSource.fixed(NOW.plusSeconds(seconds)));
    }

    @Test
    void isAcceptedByAnotherReplicaForFiveMinutes() {
        String nonce = at(0, KEY).make();

        assertThat(at(0, KEY).age(nonce)).isEqualTo(Age.FRESH);
        assertThat(at(149, KEY).age(nonce)).isEqualTo(Age.FRESH);
        assertThat(at(150, KEY).age(nonce)).isEqualTo(Age.ENDING);
        assertThat(at(299, KEY).age(nonce)).isEqualTo(Age.ENDING);
        assertThat(at(300, KEY).age(nonce)).isEqualTo(Age.UNKNOWN);
        // the clock of this replica is behind
        assertThat(at(-60, KEY).age(nonce)).isEqualTo(Age.FRESH);
        assertThat(at(-300, KEY).age(nonce)).isEqualTo(Age.UNKNOWN);
    }

    @Test
    void isAcceptedWhileItsKeyIsTheFormerOne() {
        String nonce = at(0, KEY).make();

        assertThat(at(0, StateKey.generated(), KEY).age(nonce)).isEqualTo(Age.FRESH);
        assertThat(at(0, StateKey.generated()).age(nonce)).isEqualTo(Age.UNKNOWN);
    }

    @Test
    void anyChangeMakesItUnknown() {
        String nonce = at(0, KEY).make();

        for (int at = 0; at < nonce.length(); at++) {
            for (char letter : "AZaz09-_=".toCharArray()) {
                String changed = nonce.substring(0, at) + letter + nonce.substring(at + 1);
                assertThat(at(0, KEY).age(changed)).isEqualTo(changed.equals(nonce) ? Age.FRESH : Age.UNKNOWN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAA", "ж", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void whatTheServerDidNotMakeIsUnknown(String nonce) {
        assertThat(at(0, KEY).age(nonce)).isEqualTo(Age.UNKNOWN);
        assertThat(at(0, KEY).age(at(0, KEY).make() + nonce)).isEqualTo(nonce.isEmpty() ? Age.FRESH : Age.UNKNOWN);
    }

    @Test
    void aProofNeedsItAndAWrongProofIsNotAskedForOne() {
        Nonces nonces = new Nonces(List.of(KEY), InstantSource.system());
        ProofVerifier verifier = Verifiers.with(Verifiers.RULES, Optional.of(nonces), InstantSource.system());
        ProofForge proof = ProofForge.proof(ClientKeys.EC, "GET", "/whoami", "a.token");

        assertThatThrownBy(() -> Verifiers.verify(verifier, List.of(proof.sign()), Verifiers.whoami(ClientKeys.EC)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal())
                                .isInstanceOfSatisfying(
                                        NonceRequired.class,
                                        required -> assertThat(nonces.age(required.nonce()))
                                                .isEqualTo(Age.FRESH)));
        assertThatThrownBy(() -> Verifiers.verify(
                        verifier, List.of(proof.claim("nonce", 5).sign()), Verifiers.whoami(ClientKeys.EC)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(NonceRequired.class));
        assertThatThrownBy(() -> Verifiers.verify(verifier, List.of(proof.sign()), Verifiers.whoami(ClientKeys.OTHER)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isNotInstanceOf(NonceRequired.class));
        assertThatCode(() -> Verifiers.verify(
                        verifier, List.of(proof.claim("nonce", nonces.make()).sign()), Verifiers.whoami(ClientKeys.EC)))
                .doesNotThrowAnyException();
    }

    @Test
    void theNextNonceIsOfferedInTheSecondHalf() {
        String nonce = at(0, KEY).make();
        for (long seconds : new long[] {10, 149, 150, 290}) {
            ProofVerifier verifier = Verifiers.with(
                    Verifiers.RULES, Optional.of(at(seconds, KEY)), InstantSource.fixed(NOW.plusSeconds(seconds)));
            Proof proof = verifier.claimed(
                    List.of(ProofForge.proof(ClientKeys.EC, "GET", "/whoami", "a.token")
                            .claim("iat", NOW.getEpochSecond() + seconds)
                            .claim("nonce", nonce)
                            .sign()),
                    Verifiers.whoami(ClientKeys.EC));

            Optional<String> next = verifier.nextNonce(proof);
            assertThat(next.isPresent()).isEqualTo(seconds >= 150);
            next.ifPresent(
                    offered -> assertThat(at(seconds + 200, KEY).age(offered)).isEqualTo(Age.ENDING));
        }
    }
}
