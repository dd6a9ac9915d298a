package dev.scopedgate.oauth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The SHA-256 of a token: it identifies the token and does not reveal it. */
public record TokenHash(long first, long second, long third, long fourth) {

    /** One per thread: looking it up among the security providers costs more than the digest. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TokenHash::newSha256);

    public static TokenHash of(String token) {
        ByteBuffer digest = ByteBuffer.wrap(sha256(token.getBytes(StandardCharsets.ISO_8859_1)));
        return new TokenHash(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }

    /** In base64url without padding, as {@code ath} has it (RFC 9449 §4.2). */
    public String toBase64Url() {
        byte[] digest = ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** The SHA-256 of these bytes. */
    public static byte[] sha256(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
