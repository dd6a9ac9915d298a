package dev.scopedgate.mcp.ask;

import dev.scopedgate.settings.StateKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates what one round hands to the next, so that only this server, or a replica with the same key,
 * can read or make it, and only for the same call (MCP 2026-07-28, multi round-trip requests, server requirements 4 and
 * 5; NIST SP 800-38D).
 */
final class RequestState {

    /** Longer ones are none of ours: the answers in a state are bounded. */
    static final int MAX_LENGTH = 49_152;

    private static final String LABEL = "scoped-gate requestState 1";
    private static final byte VERSION = 1;
    private static final int SALT = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD = 1 + SALT + NONCE;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<StateKey> keys;
    private final String resource;
    private final Duration maxAge;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** @param keys the first one encrypts; all decrypt */
    RequestState(List<StateKey> keys, String resource, Duration maxAge, InstantSource clock) {
        this.keys = List.copyOf(keys);
        this.resource = resource;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    String seal(Call call, Rounds rounds) {
        byte[] head = new byte[HEAD];
        random.nextBytes(head);
        head[0] = VERSION;
        byte[] plain = rounds.encode(
                Math.min(rounds.ends(), clock.instant().plus(maxAge).toEpochMilli()));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.get(0), head, call).doFinal(plain);
            return ENCODER.encodeToString(ByteBuffer.allocate(HEAD + sealed.length)
                    .put(head)
                    .put(sealed)
                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Empty unless this server made the state for this call, not too long ago. */
    Optional<Rounds> open(Call call, String state) {
        byte[] bytes = bytes(state);
        if (bytes.length <= HEAD + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        return keys.stream()
                .flatMap(key -> decrypted(call, key, bytes).stream())
                .findFirst()
                .filter(rounds -> clock.millis() < Rounds.expires(rounds))
                .map(Rounds::decode);
    }

    /** None unless the text is the one spelling of its bytes. */
    private static byte[] bytes(String state) {
        if (state.length() > MAX_LENGTH) {
            return new byte[0];
        }
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(state);
            return ENCODER.encodeToString(decoded).equals(state) ? decoded : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private Optional<JsonObject> decrypted(Call call, StateKey key, byte[] state) {
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, state, call).doFinal(state, HEAD, state.length - HEAD);
            return Optional.of(new JsonObject(Buffer.buffer(plain)));
        } catch (AEADBadTagException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, StateKey key, byte[] head, Call call) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                // no two states are encrypted under one key
                new SecretKeySpec(key.derive(LABEL, Arrays.copyOfRange(head, 1, 1 + SALT)), "AES"),
                new GCMParameterSpec(TAG_BITS, head, 1 + SALT, NONCE));
        cipher.updateAAD(head, 0, HEAD);
        cipher.updateAAD(call.binding(resource));
        return cipher;
    }
}
