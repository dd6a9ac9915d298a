package dev.scopedgate.oauth.keys;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/** The signature of a compact JWS whose parts, algorithm and key are checked already (RFC 7515 §5.2). */
public final class JwsSignature {

    static {
        EdwardsNames.register();
    }

    private JwsSignature() {}

    /** Whether this key has signed it with this algorithm. */
    public static boolean isValid(String compact, String alg, PublicKey key) {
        int end = compact.lastIndexOf('.');
        byte[] signature = JwsPart.bytes(compact.substring(end + 1));
        byte[] signed = compact.substring(0, end).getBytes(StandardCharsets.US_ASCII);
        try {
            JsonWebSignatureAlgorithm algorithm = AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(alg);
            algorithm.validateVerificationKey(key);
            return algorithm.verifySignature(signature, key, signed, new ProviderContext());
        } catch (JoseException | RuntimeException e) {
            // an error of the provider means not verified
            return false;
        }
    }
}
