package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.InvalidToken;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys with which an issuer's tokens may be verified: public signature keys for the allowed algorithms, RSA of 2048
 * bits or more; whatever else a JWKS holds is left out (RFC 7517 §4).
 */
final class KeySet {

    private static final int MIN_RSA_BITS = 2048;
    private static final Set<String> RSA_ALGORITHMS = Set.of("RS256", "PS256");
    private static final Map<String, String> ALGORITHMS_OF_CURVE =
            Map.of("P-256", "ES256", "Ed25519", "EdDSA", "Ed448", "EdDSA");

    private final Map<String, PublicJsonWebKey> byKeyId = new HashMap<>();
    private final List<PublicJsonWebKey> keys;
    private final String json;

    private KeySet(List<PublicJsonWebKey> keys, String json) {
        this.keys = keys;
        this.json = json;
        keys.stream().filter(key -> key.getKeyId() != null).forEach(key -> byKeyId.put(key.getKeyId(), key));
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
        return find(keyId).isPresent();
    }

    /** The key for that token; one of another type or curve, or bound to another algorithm, does not serve. */
    Key key(UnverifiedJws jws) throws UnresolvableKeyException {
        PublicJsonWebKey key = find(jws.kid()).orElseThrow(() -> new UnresolvableKeyException("no key for this token"));
        if (!fits(key, jws.alg())) {
            throw new RefusedException(new InvalidToken("alg does not fit the key that kid names"));
        }
        return key.getPublicKey();
    }

    /** The key under that id, or the only one where there is no id. */
    Optional<PublicKey> publicKey(Optional<String> keyId) {
        return find(keyId).map(PublicJsonWebKey::getPublicKey);
    }

    private Optional<PublicJsonWebKey> find(Optional<String> keyId) {
        return keyId.isPresent()
                ? keyId.map(byKeyId::get)
                : Optional.of(keys).filter(all -> all.size() == 1).map(all -> all.get(0));
    }
}
