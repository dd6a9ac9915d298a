package dev.scopedgate.oauth.bound;

import dev.scopedgate.settings.StateKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Makes nonces that this server, and each replica with the same key, recognizes for five minutes without keeping them:
 * a time and its code of authentication (RFC 9449 §9).
 */
final class Nonces {

    static final Duration MAX_AGE = Duration.ofMinutes(5);

    private static final String LABEL = "scoped-gate DPoP nonce 1";
    private static final int CODE_BYTES = 16;
    private static final int BYTES = Long.BYTES + CODE_BYTES;

    private final List<StateKey> keys;
    private final InstantSource clock;

    /** @param keys the first one makes nonces; all recognize them */
    Nonces(List<StateKey> keys, InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /** How long ago a nonce was made, if this server made it. */
    enum Age {
        /** Still good for a while. */
        FRESH,
        /** Good, but it soon will not be. */
        ENDING,
        /** Not of this server, or too old. */
        UNKNOWN
    }

    String make() {
        long now = clock.instant().getEpochSecond();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(BYTES)
                        .putLong(now)
                        .put(code(keys.get(0), now))
                        .array());
    }

    Age age(String nonce) {
        byte[] bytes = decoded(nonce);
        if (bytes.length != BYTES) {
            return Age.UNKNOWN;
        }
        long made = ByteBuffer.wrap(bytes).getLong();
        byte[] code = Arrays.copyOfRange(bytes, Long.BYTES, BYTES);
        if (keys.stream().noneMatch(key -> MessageDigest.isEqual(code, code(key, made)))) {
            return Age.UNKNOWN;
        }
        long age = clock.instant().getEpochSecond() - made;
        // made in the future: by a replica whose clock is ahead
        if (Math.abs(age) >= MAX_AGE.toSeconds()) {
            return Age.UNKNOWN;
        }
        return age < MAX_AGE.toSeconds() / 2 ? Age.FRESH : Age.ENDING;
    }

    private static byte[] decoded(String nonce) {
        try {
            return Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] code(StateKey key, long made) {
        byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(made).array();
        return Arrays.copyOf(key.derive(LABEL, time), CODE_BYTES);
    }
}
