package dev.scopedgate.oauth.signatures;

import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EdDsaAlgorithm;

/** Teaches jose4j the names of RFC 9864 §2.2 for what it knows as EdDSA; which key fits is checked before. */
public final class EdwardsNames {

    static {
        Stream.of("Ed25519", "Ed448").forEach(name -> {
            EdDsaAlgorithm algorithm = new EdDsaAlgorithm();
            algorithm.setAlgorithmIdentifier(name);
            AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().registerAlgorithm(algorithm);
        });
    }

    private EdwardsNames() {}

    /** Once, however often it is called. */
    public static void register() {
        // the static initializer has done it
    }
}
