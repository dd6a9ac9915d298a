package dev.scopedgate.dev;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An access token for a {@code @QuarkusTest} that is bound to a new key, and the key's proofs (RFC 9449 §4, §7). */
public final class BoundToken {

    private final PublicJsonWebKey key;
    private final String value;

    private BoundToken(PublicJsonWebKey key, String value) {
        this.key = key;
        this.value = value;
    }

    /** A token that holds exactly these scopes, which must be in the scope table. */
    public static BoundToken with(String... scopes) {
        try {
            PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            String thumbprint = key.calculateBase64urlEncodedThumbprint("SHA-256");
            return new BoundToken(key, Tokens.bound(thumbprint, scopes));
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** The token, for {@code Authorization: DPoP …}. */
    public String value() {
        return value;
    }

    /**
     * A new proof for one request, for the header {@code DPoP}.
     *
     * @param uri of the request on the host of {@code scoped-gate.resource}
     */
    public String proof(String method, String uri) {
        JwtClaims claims = new JwtClaims();
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.now());
        Map.of("htm", method, "htu", uri, "ath", hash(value)).forEach(claims::setClaim);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "dpop+jwt");
        jws.getHeaders().setObjectHeaderValue("jwk", key.toParams(OutputControlLevel.PUBLIC_ONLY));
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("a P-256 key signs with ES256", e);
        }
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Without the token and the key. */
    @Override
    public String toString() {
        return "BoundToken";
    }
}
