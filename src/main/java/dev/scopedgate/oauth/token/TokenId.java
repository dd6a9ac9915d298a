package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.keys.UnverifiedJws;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jose4j.jwt.JwtClaims;

/**
 * A name for a token that may stand in a log: half a SHA-256 of its {@code jti}, by which its issuer can find it, or of the
 * token where it has none; neither can be had from it.
 */
public final class TokenId {

    private static final int BYTES = 16;

    private TokenId() {}

    static String of(JwtClaims claims, String token) {
        return claims.getClaimValue("jti") instanceof String jti && !jti.isEmpty()
                ? "jti:" + hash(jti)
                : ofToken(token);
    }

    /** Without the signature, where there is one: for ECDSA a second one can be computed from the first, by anybody. */
    public static String ofToken(String token) {
        int signature = token.lastIndexOf('.');
        return "token:"
                + hash(
                        signature > token.indexOf('.') && UnverifiedJws.hasJoseHeader(token)
                                ? token.substring(0, signature)
                                : token);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
