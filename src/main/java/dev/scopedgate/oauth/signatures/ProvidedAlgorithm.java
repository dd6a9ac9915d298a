package dev.scopedgate.oauth.signatures;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/** An algorithm of jose4j whose signatures are verified by another library where that is possible. */
record ProvidedAlgorithm(JsonWebSignatureAlgorithm standard, Optional<CorrettoSignatures> corretto) {

    private static final int ED25519_BYTES = 64;
    private static final int ED448_BYTES = 114;

    /** Whether this is the signature of these octets by that key. */
    boolean verifies(byte[] signature, Key key, byte[] signed) throws JoseException {
        // a second spelling of a token: jose4j accepts an ECDSA signature without leading zeros (RFC 7518 §3.4), and
        // the JDK an EdDSA signature with more bytes behind it (RFC 8032 §5.1.7)
        if (signature.length != length(key)) {
            return false;
        }
        Optional<Boolean> verdict =
                corretto.flatMap(library -> library.verify(standard.getAlgorithmIdentifier(), key, signed, signature));
        return verdict.isPresent()
                ? verdict.get()
                : standard.verifySignature(signature, key, signed, new ProviderContext());
    }

    /** The one length of this key's signatures, in bytes. */
    private static int length(Key key) {
        if (key instanceof ECPublicKey ec) {
            return 2 * bytes(ec.getParams().getOrder());
        }
        if (key instanceof RSAPublicKey rsa) {
            return bytes(rsa.getModulus());
        }
        return key instanceof EdECPublicKey edwards && isEd448(edwards) ? ED448_BYTES : ED25519_BYTES;
    }

    private static int bytes(BigInteger number) {
        return (number.bitLength() + 7) / 8;
    }

    private static boolean isEd448(EdECPublicKey key) {
        return key.getParams().getName().equals(NamedParameterSpec.ED448.getName());
    }
}
