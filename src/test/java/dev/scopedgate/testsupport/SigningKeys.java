package dev.scopedgate.testsupport;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jwk.Use;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The keys of the tests' issuer, and one that is not the issuer's. Kept in system properties, because a test resource
 * and the tests themselves are loaded by different class loaders.
 */
public final class SigningKeys {

    private SigningKeys() {}

    /** The issuer's RSA key. */
    public static PublicJsonWebKey rsa() {
        return key("rsa-1", () -> generate("rsa"));
    }

    /** The issuer's elliptic-curve key. */
    public static PublicJsonWebKey ec() {
        return key("ec-1", () -> generate("ec"));
    }

    /** The issuer's Edwards-curve key (RFC 8037). */
    public static PublicJsonWebKey ed25519() {
        return key("okp-1", () -> generate("okp"));
    }

    /** Published for encryption: it must never verify a token. */
    public static PublicJsonWebKey encryption() {
        PublicJsonWebKey key = key("enc-1", () -> generate("rsa"));
        key.setUse(Use.ENCRYPTION);
        return key;
    }

    /** Published with 1024 bits: it must never verify a token. */
    public static PublicJsonWebKey weak() {
        return key("rsa-weak", () -> generate("weak"));
    }

    /** Published with a curve of no allowed algorithm: it must never verify a token. */
    public static PublicJsonWebKey p384() {
        return key("ec-384", () -> generate("p384"));
    }

    /** A key that the issuer does not publish, with a key id that it publishes. */
    public static PublicJsonWebKey stranger() {
        PublicJsonWebKey key = key("stranger", () -> generate("rsa"));
        key.setKeyId(rsa().getKeyId());
        return key;
    }

    /** The RSA key that the issuer signs with after a rotation. */
    public static PublicJsonWebKey next() {
        return key("rsa-2", () -> generate("rsa"));
    }

    /** The JWKS after a rotation without overlap. */
    public static String nextJwks() {
        return jwksOf(next());
    }

    /** The JWKS while a rotation overlaps. */
    public static String bothJwks() {
        return jwksOf(rsa(), next());
    }

    /** The issuer's JWKS: three keys that may verify and three that must be skipped. */
    public static String jwks() {
        return jwksOf(rsa(), encryption(), ec(), weak(), ed25519(), p384());
    }

    /** A JWKS of those. */
    public static String jwksOf(PublicJsonWebKey... keys) {
        return Stream.of(keys)
                .map(key -> key.toJson(OutputControlLevel.PUBLIC_ONLY))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static PublicJsonWebKey generate(String type) {
        try {
            return switch (type) {
                case "rsa" -> LibraryRsa.generate(2048);
                case "weak" -> RsaJwkGenerator.generateJwk(1024);
                case "ec" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                case "p384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
                default -> OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            };
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey key(String keyId, Supplier<PublicJsonWebKey> generator) {
        String property = "dev.scopednotes.test.key." + keyId;
        synchronized (System.getProperties()) {
            if (System.getProperty(property) == null) {
                PublicJsonWebKey generated = generator.get();
                generated.setKeyId(keyId);
                System.setProperty(property, generated.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            }
        }
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(
                    Map.copyOf(org.jose4j.json.JsonUtil.parseJson(System.getProperty(property))));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
