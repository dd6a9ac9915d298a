package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.PortOpened;
import dev.scopedgate.oauth.keys.CryptoConfig.Crypto;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.InvalidAlgorithmException;
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

    /** Whether this key has signed the compact JWS, whose parts, algorithm and key are checked already (RFC 7515 §5.2). */
    public boolean isValid(String compact, String alg, PublicKey key) {
        int end = compact.lastIndexOf('.');
        byte[] signature = JwsPart.bytes(compact.substring(end + 1));
        byte[] signed = compact.substring(0, end).getBytes(StandardCharsets.US_ASCII);
        try {
            JsonWebSignatureAlgorithm algorithm = provided(AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(alg));
            algorithm.validateVerificationKey(key);
            return algorithm.verifySignature(signature, key, signed, new ProviderContext());
        } catch (JoseException | RuntimeException e) {
            // an error of the provider means not verified
            return false;
        }
    }

    private JsonWebSignatureAlgorithm provided(JsonWebSignatureAlgorithm standard) {
        return new ProvidedAlgorithm(standard, corretto);
    }

    /** A JWS to fill in; it verifies its signature as {@link JsonWebSignature} does. */
    public JsonWebSignature jws() {
        return new JsonWebSignature() {
            @Override
            public JsonWebSignatureAlgorithm getAlgorithm() throws InvalidAlgorithmException {
                return provided(super.getAlgorithm());
            }
        };
    }
}
