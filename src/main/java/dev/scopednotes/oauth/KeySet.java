package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.InvalidToken;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/**
 * The keys with which an issuer's tokens may be verified: public signature keys for the allowed algorithms, RSA of 2048
 * bits or more; whatever else a JWKS holds is left out (RFC 7517 §4).
 */
final class KeySet {

    private static final int MIN_RSA_BITS = 2048;
    private static final Set<String> RSA_ALGORITHMS = Set.of("RS256", "PS256");
    private static final Map<String, String> ALGORITHMS_OF_CURVE =
            Map.of("P-256", "ES256", "Ed25519", "EdDSA", "Ed448", "EdDSA");

    private static final String VERIFY = "verify";

    /** More than one under an id, where an issuer gives it to keys of several types (RFC 7517 §4.5). */
    private final Map<String, List<PublicJsonWebKey>> byKeyId;

    private final List<PublicJsonWebKey> keys;
    private final String json;

    private KeySet(List<PublicJsonWebKey> keys, String json) {
        this.keys = keys;
        this.json = json;
        this.byKeyId = keys.stream()
                .filter(key -> key.getKeyId() != null)
                .collect(Collectors.groupingBy(PublicJsonWebKey::getKeyId));
    }

    /** Reads a JWKS; throws when it is none, or holds no key of use here. */
    static KeySet parse(String json) throws JoseException {
        KeySet set = new KeySet(
                new JsonWebKeySet(json)
                        .getJsonWebKeys().stream()
                                .filter(KeySet::isUsable)
                                .map(PublicJsonWebKey.class::cast)
                                .toList(),
                json);
        if (set.keys.isEmpty()) {
            throw new JoseException("no usable signature key in the JWKS");
        }
        return set;
    }

    /** Whether both were read from the same document. */
    boolean isSameAs(KeySet other) {
        return json.equals(other.json);
    }

    private static boolean isUsable(JsonWebKey key) {
        return key instanceof PublicJsonWebKey publicKey
                && (key.getUse() == null || Use.SIGNATURE.equals(key.getUse()))
                && (key.getKeyOps() == null || key.getKeyOps().contains(VERIFY))
                && (key.getAlgorithm() == null || UnverifiedJws.ALGORITHMS.contains(key.getAlgorithm()))
                && serves(publicKey);
    }

    private static boolean serves(PublicJsonWebKey key) {
        return key.getPublicKey() instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength() >= MIN_RSA_BITS
                : ALGORITHMS_OF_CURVE.containsKey(curve(key));
    }

    private static boolean fits(PublicJsonWebKey key, String alg) {
        return (key.getAlgorithm() == null || key.getAlgorithm().equals(alg))
                && (key.getPublicKey() instanceof RSAPublicKey
                        ? RSA_ALGORITHMS.contains(alg)
                        : alg.equals(ALGORITHMS_OF_CURVE.get(curve(key))));
    }

    private static String curve(PublicJsonWebKey key) {
        return key instanceof EllipticCurveJsonWebKey ec
                ? ec.getCurveName()
                : key instanceof OctetKeyPairJsonWebKey okp ? okp.getSubtype() : "";
    }

    /** Whether a token with that key id can be judged by this set; one without a key id only if there is a single key. */
    boolean knows(Optional<String> keyId) {
        return !under(keyId).isEmpty();
    }

    /** The first key for that token, or a refusal; one of another type or curve, or bound to another algorithm, does not serve. */
    PublicKey key(UnverifiedJws jws) {
        List<PublicJsonWebKey> named = under(jws.kid());
        if (named.isEmpty()) {
            throw refused(jws.kid().isEmpty() ? "kid is missing" : "kid names no key of the issuer");
        }
        return named.stream()
                .filter(key -> fits(key, jws.alg()))
                .findFirst()
                .map(PublicJsonWebKey::getPublicKey)
                .orElseThrow(() -> refused("alg does not fit the key that kid names"));
    }

    private static RefusedException refused(String failedCheck) {
        return new RefusedException(new InvalidToken(failedCheck));
    }

    /** Whether a token with that key id and algorithm could still be verified by that key. */
    boolean holds(Optional<String> keyId, String alg, PublicKey key) {
        return under(keyId).stream()
                .anyMatch(one -> fits(one, alg) && one.getPublicKey().equals(key));
    }

    private List<PublicJsonWebKey> under(Optional<String> keyId) {
        return keyId.isPresent() ? byKeyId.getOrDefault(keyId.get(), List.of()) : keys.size() == 1 ? keys : List.of();
    }
}
