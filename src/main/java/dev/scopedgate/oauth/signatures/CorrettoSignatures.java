package dev.scopedgate.oauth.signatures;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/** Verifies signatures with AmazonCorrettoCryptoProvider (RFC 7518 §3.1, RFC 8037 §3.1). */
final class CorrettoSignatures {

    /** It refuses longer ones, which the JDK accepts. */
    private static final int MAX_EXPONENT_BITS = 32;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("RS256", "SHA256withRSA"),
            Map.entry("RS384", "SHA384withRSA"),
            Map.entry("RS512", "SHA512withRSA"),
            Map.entry("PS256", "RSASSA-PSS"),
            Map.entry("PS384", "RSASSA-PSS"),
            Map.entry("PS512", "RSASSA-PSS"),
            Map.entry("ES256", "SHA256withECDSAinP1363Format"),
            Map.entry("ES384", "SHA384withECDSAinP1363Format"),
            Map.entry("ES512", "SHA512withECDSAinP1363Format"),
            Map.entry("EdDSA", "Ed25519"),
            Map.entry("Ed25519", "Ed25519"));

    private static final Map<String, PSSParameterSpec> PSS = Map.of(
            "PS256", pss("SHA-256", MGF1ParameterSpec.SHA256, 32),
            "PS384", pss("SHA-384", MGF1ParameterSpec.SHA384, 48),
            "PS512", pss("SHA-512", MGF1ParameterSpec.SHA512, 64));

    /** Of issuers, and of clients that bind their tokens: those in use. */
    private static final int MAX_KEYS = 1000;

    /** As many verifications of one key as run at the same time. */
    private static final int MAX_IDLE = 16;

    private final Provider provider;

    /**
     * Prepared verifications of each key and algorithm. Preparing one for each token would allocate native memory that
     * is freed only after a garbage collection: more than 100 MB under load.
     */
    private final Cache<PublicKey, Map<String, Queue<Signature>>> prepared = Caffeine.newBuilder()
            .weakKeys()
            .maximumSize(MAX_KEYS)
            .executor(Runnable::run)
            .build();

    CorrettoSignatures(Provider provider) {
        this.provider = provider;
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int salt) {
        return new PSSParameterSpec(hash, "MGF1", mask, salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    /** Whether it verifies; empty if the library does not have that algorithm, does not take the key or fails. */
    Optional<Boolean> verify(String alg, Key key, byte[] signed, byte[] signature) {
        if (!NAMES.containsKey(alg) || !(key instanceof PublicKey publicKey) || !takes(publicKey)) {
            return Optional.empty();
        }
        Queue<Signature> idle = prepared.get(publicKey, absent -> new ConcurrentHashMap<>())
                .computeIfAbsent(alg, absent -> new ArrayBlockingQueue<>(MAX_IDLE));
        try {
            Signature ready = idle.poll();
            Signature verification = ready == null ? prepare(alg, publicKey) : ready;
            verification.update(signed);
            boolean verifies = verification.verify(signature);
            idle.offer(verification);
            // the JDK also accepts a hash without the parameters NULL, which the library refuses (RFC 8017 §A.2.4)
            return verifies || !alg.startsWith("RS") ? Optional.of(verifies) : Optional.empty();
        } catch (SignatureException e) {
            // such as a wrong length, for which others return false
            return Optional.of(false);
        } catch (GeneralSecurityException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Signature prepare(String alg, PublicKey key) throws GeneralSecurityException {
        Signature verification = Signature.getInstance(NAMES.get(alg), provider);
        if (PSS.containsKey(alg)) {
            verification.setParameter(PSS.get(alg));
        }
        verification.initVerify(key);
        return verification;
    }

    private static boolean takes(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS;
        }
        return !(key instanceof EdECPublicKey edwards)
                || edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    }
}
