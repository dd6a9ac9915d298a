package dev.scopedgate.testsupport;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.jose4j.jwk.RsaJsonWebKey;

/**
 * RSA by AmazonCorrettoCryptoProvider, or by the JDK where there is none. The tests run without C2, and the JDK then takes
 * eight times as long to sign. An RS256 signature is the same bytes, whoever makes it (RFC 8017 §8.2.1).
 */
public final class LibraryRsa {

    private static final Provider LIBRARY = load();
    private static final int MAX_EXPONENT_BITS = 32;

    private LibraryRsa() {}

    private static Provider load() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            type.getMethod("assertHealthy").invoke(provider);
            return provider;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** By the library if the exponent of the key is as short as those that it takes. */
    static Signature signature(String name, PublicKey key) throws GeneralSecurityException {
        boolean takes = LIBRARY != null
                && key instanceof RSAPublicKey rsa
                && rsa.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS;
        return takes ? Signature.getInstance(name, LIBRARY) : Signature.getInstance(name);
    }

    /** A new key, as the JDK represents it. */
    public static RsaJsonWebKey generate(int bits) {
        try {
            KeyPairGenerator generator = LIBRARY == null
                    ? KeyPairGenerator.getInstance("RSA")
                    : KeyPairGenerator.getInstance("RSA", LIBRARY);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            KeyFactory jdk = KeyFactory.getInstance("RSA", "SunRsaSign");
            RsaJsonWebKey key = new RsaJsonWebKey((RSAPublicKey)
                    jdk.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())));
            key.setPrivateKey(jdk.generatePrivate(
                    new PKCS8EncodedKeySpec(pair.getPrivate().getEncoded())));
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
