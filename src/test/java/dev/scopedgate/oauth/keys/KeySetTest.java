package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a JWKS verify, and for which tokens. */
class KeySetTest {

    private static JsonObject published(PublicJsonWebKey key) {
        return new JsonObject(key.toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    private static KeySet set(JsonObject... keys) {
        return KeySet.parse(
                new JsonObject().put("keys", new JsonArray(List.of(keys))).encode(), Start.algorithms());
    }

    private static UnverifiedJws signed(PublicJsonWebKey key, String alg) {
        return UnverifiedJws.of(
                TokenForge.token("notes:read").signedBy(key, alg).sign(), Start.algorithms());
    }

    private static void assertRefused(KeySet set, UnverifiedJws token, InvalidToken refusal) {
        assertThatThrownBy(() -> set.keys(token))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    @Test
    void aKeyWithAnAlgIsUsedForNoOther() {
        KeySet bound = set(published(SigningKeys.rsa()).put("alg", "RS256"));
        KeySet free = set(published(SigningKeys.rsa()));
        UnverifiedJws ps256 = signed(SigningKeys.rsa(), "PS256");

        assertThat(bound.keys(signed(SigningKeys.rsa(), "RS256")))
                .containsExactly(SigningKeys.rsa().getPublicKey());
        assertThat(free.keys(ps256)).containsExactly(SigningKeys.rsa().getPublicKey());
        assertRefused(bound, ps256, FailedCheck.KEY_DOES_NOT_FIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA-OAEP", "RS384", "HS256", "none", ""})
    void skipsKeysOfOtherAlgorithms(String alg) {
        KeySet set = set(published(SigningKeys.rsa()).put("alg", alg), published(SigningKeys.next()));

        assertThat(set.knows(Optional.of("rsa-1"))).isFalse();
        assertThat(set.knows(Optional.of("rsa-2"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"verify, true", "'sign,verify', true", "encrypt, false", "'wrapKey,encrypt', false", "'', false"})
    void skipsKeysThatMayNotVerify(String operations, boolean serves) {
        JsonArray ops = operations.isEmpty() ? new JsonArray() : new JsonArray(List.of(operations.split(",")));
        KeySet set = set(published(SigningKeys.rsa()).put("key_ops", ops), published(SigningKeys.next()));

        assertThat(set.knows(Optional.of("rsa-1"))).isEqualTo(serves);
    }

    @Test
    void severalKeysOfDifferentTypesMayShareAnId() {
        PublicJsonWebKey rsa = SigningKeys.rsa();
        PublicJsonWebKey ec = SigningKeys.ec();
        ec.setKeyId("rsa-1");
        KeySet set = set(published(rsa), published(ec));

        assertThat(set.keys(signed(rsa, "RS256"))).containsExactly(rsa.getPublicKey());
        assertThat(set.keys(signed(ec, "ES256"))).containsExactly(ec.getPublicKey());
        assertThat(set.holds(Optional.of("rsa-1"), "RS256", rsa.getPublicKey())).isTrue();
        assertThat(set.holds(Optional.of("rsa-1"), "ES256", ec.getPublicKey())).isTrue();
    }

    @Test
    void aTokenWithoutAKeyIdIsVerifiedOnlyIfThereIsOneKey() {
        UnverifiedJws unnamed = UnverifiedJws.of(
                TokenForge.token("notes:read").header("kid", null).sign(), Start.algorithms());
        KeySet one = set(published(SigningKeys.rsa()));
        KeySet two = set(published(SigningKeys.rsa()), published(SigningKeys.next()));

        assertThat(one.keys(unnamed)).containsExactly(SigningKeys.rsa().getPublicKey());
        assertThat(one.holds(Optional.empty(), "RS256", SigningKeys.rsa().getPublicKey()))
                .isTrue();
        assertRefused(two, unnamed, new InvalidToken(RefusalReason.KEY, "kid is missing"));
        // a cached token is no longer valid once the second key is published
        assertThat(two.holds(Optional.empty(), "RS256", SigningKeys.rsa().getPublicKey()))
                .isFalse();
    }

    @Test
    void holdsComparesTheKeyAndNotItsId() {
        KeySet replaced = set(published(SigningKeys.stranger()));

        assertThat(replaced.knows(Optional.of("rsa-1"))).isTrue();
        assertThat(replaced.holds(
                        Optional.of("rsa-1"), "RS256", SigningKeys.rsa().getPublicKey()))
                .isFalse();
        assertThat(replaced.holds(
                        Optional.of("rsa-1"), "RS256", SigningKeys.stranger().getPublicKey()))
                .isTrue();
    }

    @Test
    void aKeyWithAChangedAlgNoLongerVerifiesItsTokens() {
        KeySet rebound = set(published(SigningKeys.rsa()).put("alg", "PS256"));

        assertThat(rebound.holds(
                        Optional.of("rsa-1"), "PS256", SigningKeys.rsa().getPublicKey()))
                .isTrue();
        assertThat(rebound.holds(
                        Optional.of("rsa-1"), "RS256", SigningKeys.rsa().getPublicKey()))
                .isFalse();
    }

    @Test
    void skipsKeysThatAreForEncryptionTooWeakOrOfAnotherCurve() {
        KeySet set = KeySet.parse(SigningKeys.jwks(), Start.algorithms());

        for (PublicJsonWebKey key : List.of(SigningKeys.rsa(), SigningKeys.ec(), SigningKeys.ed25519())) {
            assertThat(set.knows(Optional.of(key.getKeyId())))
                    .as(key.getKeyId())
                    .isTrue();
        }
        for (PublicJsonWebKey key : List.of(SigningKeys.encryption(), SigningKeys.weak(), SigningKeys.p384())) {
            assertThat(set.knows(Optional.of(key.getKeyId())))
                    .as(key.getKeyId())
                    .isFalse();
        }
        assertRefused(set, signed(as("ec-1"), "RS256"), FailedCheck.KEY_DOES_NOT_FIT);
        assertRefused(set, signed(as("okp-1"), "RS256"), FailedCheck.KEY_DOES_NOT_FIT);
    }

    /** Another key than the one published under that id. */
    private static PublicJsonWebKey as(String keyId) {
        PublicJsonWebKey other = SigningKeys.next();
        other.setKeyId(keyId);
        return other;
    }
}
