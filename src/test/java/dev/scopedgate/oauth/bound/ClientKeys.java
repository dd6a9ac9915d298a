package dev.scopedgate.oauth.bound;

import dev.scopedgate.testsupport.LibraryRsa;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Keys of clients that make proofs. */
final class ClientKeys {

    static final PublicJsonWebKey EC = generate("P-256");
    static final PublicJsonWebKey OTHER = generate("P-256");
    static final PublicJsonWebKey P384 = generate("P-384");
    static final PublicJsonWebKey P521 = generate("P-521");
    static final PublicJsonWebKey RSA = generate("2048");
    static final PublicJsonWebKey ED25519 = generate("Ed25519");

    private ClientKeys() {}

    static PublicJsonWebKey generate(String kind) {
        try {
            return switch (kind) {
                case "P-256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                case "P-384" -> EcJwkGenerator.generateJwk(EllipticCurves.P384);
                case "P-521" -> EcJwkGenerator.generateJwk(EllipticCurves.P521);
                case "Ed25519" -> OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
                default -> LibraryRsa.generate(Integer.parseInt(kind));
            };
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
