package dev.scopedgate.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that all replicas share, from which each use and each value gets a key of its own. */
public final class StateKey {

    private static final int LEAST_BYTES = 32;
    private static final int MOST_BYTES = 1024;
    private static final String HMAC = "HmacSHA256";

    private final SecretKey secret;

    private StateKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, HMAC);
    }

    public static StateKey generated() {
        byte[] random = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(random);
        return new StateKey(random);
    }

    /** Empty unless the text is base64 of enough bytes. */
    public static Optional<StateKey> of(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.strip());
            return decoded.length >= LEAST_BYTES && decoded.length <= MOST_BYTES
                    ? Optional.of(new StateKey(decoded))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * The 32 bytes for that use and value: they reveal neither the secret nor those of another use or value (NIST SP
     * 800-108).
     *
     * @param label names the use; no label begins with another
     */
    public byte[] derive(String label, byte[] value) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(label.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
