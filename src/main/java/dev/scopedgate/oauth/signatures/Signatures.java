package dev.scopedgate.oauth.signatures;

import dev.scopedgate.http.PortOpened;
import dev.scopedgate.oauth.signatures.CryptoConfig.Crypto;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/**
 * Makes the verifiers of signatures: those of AmazonCorrettoCryptoProvider where it can be used, otherwise those of the
 * JDK. Both give the same verdicts.
 */
@Singleton
public final class Signatures {

    static {
        EdwardsNames.register();
    }

    private static final Logger LOG = Logger.getLogger(Signatures.class);

    private final Crypto crypto;
    private volatile Optional<CorrettoSignatures> corretto = Optional.empty();

    @Inject
    Signatures(CryptoSettings settings) {
        this(settings.crypto());
    }

    private Signatures(Crypto crypto) {
        this.crypto = crypto;
    }

    /** With the library, if it can be used. */
    public static Signatures automatic() {
        Signatures signatures = new Signatures(Crypto.AUTO);
        signatures.load();
        return signatures;
    }

    /** With the JDK alone. */
    public static Signatures ofTheJdk() {
        return new Signatures(Crypto.JDK);
    }

    /** Neither the start nor a refusal waits for the library: until it is loaded, the JDK verifies. */
    void start(@Observes PortOpened event) {
        if (crypto == Crypto.JDK) {
            LOG.info("Signatures are verified by the JDK, as scoped-gate.crypto says");
            return;
        }
        Thread loading = new Thread(() -> LOG.infof("Signatures are verified by %s", load()), "scoped-gate-crypto");
        loading.setDaemon(true);
        loading.start();
    }

    /** What verifies from now on, for the log. */
    private String load() {
        CorrettoLibrary library = CorrettoLibrary.load();
        corretto = library.provider().map(CorrettoSignatures::new);
        return library.explanation();
    }

    /** Whether the JDK alone verifies. */
    public boolean areOfTheJdk() {
        return corretto.isEmpty();
    }

    /**
     * Whether this key has signed the compact JWS, whose parts and algorithm are checked already (RFC 7515 §5.2).
     *
     * @param signature the octets of its last part
     */
    public boolean isValid(String compact, byte[] signature, String alg, PublicKey key) {
        byte[] signed = compact.substring(0, compact.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        try {
            JsonWebSignatureAlgorithm standard = AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(alg);
            standard.validateVerificationKey(key);
            return new ProvidedAlgorithm(standard, corretto).verifies(signature, key, signed);
        } catch (JoseException | RuntimeException e) {
            // an error of the provider means not verified
            return false;
        }
    }
}
