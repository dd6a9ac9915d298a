package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.keys.UnverifiedJws;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jose4j.jwt.JwtClaims;

/**
 * Identifies a token in logs without revealing it: half a SHA-256 of its {@code jti}, by which the issuer can find it,
 * or of the token if it has no {@code jti}.
 */
public final class TokenId {

    private static final int BYTES = 16;

    private TokenId() {}

    static String of(JwtClaims claims, String token) {
        return claims.getClaimValue("jti") instanceof String jti && !jti.isEmpty()
                ? "jti:" + hash(jti)
                : ofToken(token);
    }

    /** Without the signature, if any: for ECDSA anyone can compute a second valid one from the first. */
    public static String ofToken(String token) {
        int signature = token.lastIndexOf('.');
        return "token:"
                + hash(
                        signature > token.indexOf('.') && UnverifiedJws.hasJoseHeader(token)
                                ? token.substring(0, signature)
                                : token);
    }

    private static String hash(String text) {
        byte[] digest = TokenHash.sha256(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }
}
