package dev.scopedgate.mcp.ask;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that all replicas share, from which each state gets a key of its own. */
final class StateKey {

    private static final int LEAST_BYTES = 32;
    private static final int MOST_BYTES = 1024;
    private static final String HMAC = "HmacSHA256";
    private static final byte[] LABEL = "scoped-gate requestState 1".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey secret;

    private StateKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, HMAC);
    }

    static StateKey generated() {
        byte[] random = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(random);
        return new StateKey(random);
    }

    /** Empty unless the text is base64 of enough bytes. */
    static Optional<StateKey> of(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.strip());
            return decoded.length >= LEAST_BYTES && decoded.length <= MOST_BYTES
                    ? Optional.of(new StateKey(decoded))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The AES-256 key of the state with that salt: no two states are encrypted under one key (NIST SP 800-108). */
    SecretKey derive(byte[] salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(secret);
        mac.update(LABEL);
        return new SecretKeySpec(mac.doFinal(salt), "AES");
    }
}
