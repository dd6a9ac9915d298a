package dev.scopedgate.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.KeySet;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.oauth.token.IssuerVerification;
import dev.scopedgate.testsupport.CompactJws;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which signature algorithms are accepted, by the setting and by each of their names (RFC 7518 §3.1, RFC 9864 §2.2).
 */
class SignatureAlgorithmsTest {

    private static final Map<String, PublicJsonWebKey> KEYS = keys();

    private static Map<String, PublicJsonWebKey> keys() {
        try {
            Map<String, PublicJsonWebKey> keys = new HashMap<>(Map.of(
                    "RSA", SigningKeys.rsa(),
                    "P-256", SigningKeys.ec(),
                    "P-384", SigningKeys.p384(),
                    "P-521", EcJwkGenerator.generateJwk(EllipticCurves.P521),
                    "Ed25519", SigningKeys.ed25519(),
                    "Ed448", OkpJwkGenerator.generateJwk("Ed448")));
            keys.values().forEach(key -> key.setKeyId("one"));
            return keys;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server with those algorithms; empty for the default. */
    private static ResourceServer server(String algorithms) {
        Map<String, String> environment = new HashMap<>(
                Map.of("SCOPED_GATE_RESOURCE", TokenForge.RESOURCE, "SCOPED_GATE_ISSUER", TokenForge.ISSUER));
        if (algorithms != null) {
            environment.put("SCOPED_GATE_TOKEN_ALGORITHMS", algorithms);
        }
        return Start.with(environment);
    }

    /**
     * The subject of a token of that alg, signed as the other, with a key of that kind, published with that alg if any.
     */
    private static String judged(ResourceServer server, String alg, String signedAs, String kind, String published) {
        JsonObject jwk = new JsonObject(KEYS.get(kind).toJson(OutputControlLevel.PUBLIC_ONLY));
        if (published != null) {
            jwk.put("alg", published);
        }
        KeySet keys = KeySet.parse("{\"keys\":[" + jwk + "]}", server.algorithms());
        UnverifiedJws jws = UnverifiedJws.of(
                CompactJws.sign(
                        "{\"alg\":\"" + alg + "\",\"kid\":\"one\"}",
                        TokenForge.token("notes:read").payload(),
                        KEYS.get(kind),
                        signedAs),
                server.algorithms());
        return new IssuerVerification(server.issuers().get(0), server, Signatures.automatic())
                .verify(jws, keys.keys(jws))
                .token()
                .subject();
    }

    private static void assertRefused(Runnable judgement, InvalidToken refusal) {
        assertThatThrownBy(judgement::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    @ParameterizedTest
    @CsvSource({
        "RS256, RSA, true",
        "RS384, RSA, false",
        "RS512, RSA, false",
        "PS256, RSA, true",
        "PS384, RSA, false",
        "PS512, RSA, false",
        "ES256, P-256, true",
        "ES384, P-384, false",
        "ES512, P-521, false"
    })
    void acceptsEachAllowedAlgorithmAndOtherwiseNamesTheAllowedOnes(String alg, String kind, boolean byDefault) {
        assertThat(judged(server(alg), alg, alg, kind, null)).isEqualTo("ray");
        assertThat(judged(server(alg), alg, alg, kind, alg)).isEqualTo("ray");
        if (byDefault) {
            assertThat(judged(server(null), alg, alg, kind, null)).isEqualTo("ray");
        } else {
            String token = CompactJws.sign("{\"alg\":\"" + alg + "\"}", "{}", KEYS.get(kind), alg);
            assertRefused(
                    () -> UnverifiedJws.of(token, server(null).algorithms()),
                    new InvalidToken(
                            RefusalReason.ALGORITHM, "alg is not an allowed algorithm: RS256 PS256 ES256 EdDSA"));
        }
    }

    @ParameterizedTest(name = "{0} by a key of {1} published as {2}")
    @CsvSource(
            nullValues = "nothing",
            value = {
                "EdDSA, Ed25519, nothing",
                "EdDSA, Ed25519, EdDSA",
                "EdDSA, Ed25519, Ed25519",
                "Ed25519, Ed25519, nothing",
                "Ed25519, Ed25519, EdDSA",
                "Ed25519, Ed25519, Ed25519",
                "EdDSA, Ed448, nothing",
                "EdDSA, Ed448, EdDSA",
                "EdDSA, Ed448, Ed448",
                "Ed448, Ed448, nothing",
                "Ed448, Ed448, EdDSA",
                "Ed448, Ed448, Ed448"
            })
    void theOldAndTheNewNameAreOneAlgorithm(String alg, String curve, String published) {
        assertThat(judged(server(null), alg, curve, curve, published)).isEqualTo("ray");
        // whichever of the two names the operator configured
        assertThat(judged(server(curve), alg, curve, curve, published)).isEqualTo("ray");
    }

    @Test
    void theNewNameOfOneCurveDoesNotAllowTheOther() {
        assertRefused(() -> judged(server(null), "Ed448", "Ed25519", "Ed25519", null), FailedCheck.KEY_DOES_NOT_FIT);
        assertRefused(() -> judged(server(null), "Ed25519", "Ed448", "Ed448", "EdDSA"), FailedCheck.KEY_DOES_NOT_FIT);
        assertThatThrownBy(() -> judged(server("Ed25519"), "EdDSA", "Ed448", "Ed448", null))
                .hasMessageContaining("no key that can be used");
        assertRefused(
                () -> UnverifiedJws.of(
                        CompactJws.sign("{\"alg\":\"Ed448\"}", "{}", KEYS.get("Ed448"), "Ed448"),
                        server("Ed25519").algorithms()),
                new InvalidToken(RefusalReason.ALGORITHM, "alg is not an allowed algorithm: Ed25519"));
    }

    @ParameterizedTest
    @CsvSource({"ES256, P-384", "ES384, P-256", "ES512, P-384"})
    void aCurveVerifiesOnlyItsOwnAlgorithm(String alg, String kind) {
        assertRefused(
                () -> judged(server("ES256,ES384,ES512"), alg, "ES256", kind, null), FailedCheck.KEY_DOES_NOT_FIT);
    }

    static Stream<String> forbidden() {
        return Stream.of("none", "HS256", "HS384", "HS512", "ES256K", "ESP256", "dir", "RSA-OAEP", "rs256", "RS255");
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void aSymmetricOrUnknownAlgorithmEndsTheStartByName(String name) {
        assertThatThrownBy(() -> server("RS256," + name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "scoped-gate.token.algorithms holds '" + name + "': it must name at least one of RS256,")
                .hasMessageContaining("SCOPED_GATE_TOKEN_ALGORITHMS=RS256,ES256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256, ES256", "RS256,RS256", "Ed25519"})
    void acceptsKnownAlgorithms(String names) {
        assertThat(server(names).algorithms().names()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " , "})
    void anEmptyListEndsTheStartByName(String names) {
        assertThatThrownBy(() -> server(names)).hasMessageContaining("scoped-gate.token.algorithms");
    }

    @Test
    void triesUpToFourKeysWithTheSameId() {
        List<PublicJsonWebKey> generated =
                Stream.generate(SignatureAlgorithmsTest::ed25519).limit(5).toList();
        ResourceServer server = server(null);
        KeySet keys = KeySet.parse(SigningKeys.jwksOf(generated.toArray(PublicJsonWebKey[]::new)), server.algorithms());
        IssuerVerification verification =
                new IssuerVerification(server.issuers().get(0), server, Signatures.automatic());

        for (int i = 0; i < 5; i++) {
            PublicJsonWebKey key = generated.get(i);
            UnverifiedJws jws = UnverifiedJws.of(
                    TokenForge.token("notes:read").signedBy(key, "EdDSA").sign(), server.algorithms());
            if (i < 4) {
                assertThat(verification.verify(jws, keys.keys(jws)).key()).isEqualTo(key.getPublicKey());
            } else {
                assertRefused(
                        () -> verification.verify(jws, keys.keys(jws)),
                        new InvalidToken(RefusalReason.SIGNATURE, "the signature does not verify"));
            }
        }
    }

    private static PublicJsonWebKey ed25519() {
        try {
            PublicJsonWebKey key = OkpJwkGenerator.generateJwk("Ed25519");
            key.setKeyId("one");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
