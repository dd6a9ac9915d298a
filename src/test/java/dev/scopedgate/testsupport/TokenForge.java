package dev.scopedgate.testsupport;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Mints signed access tokens of the tests' issuer, valid unless a test changes something. */
public final class TokenForge {

    public static final String ISSUER = "https://issuer.example.test";
    public static final String RESOURCE = "https://notes.example.test/mcp";
    public static final String METADATA = "https://notes.example.test/.well-known/oauth-protected-resource";

    private final JwtClaims claims = new JwtClaims();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private PublicJsonWebKey key = SigningKeys.rsa();
    private String algorithm = AlgorithmIdentifiers.RSA_USING_SHA256;

    private TokenForge() {
        claims.setIssuer(ISSUER);
        claims.setAudience(RESOURCE);
        claims.setSubject("ray");
        claims.setStringClaim("client_id", "test-client");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setGeneratedJwtId();
        headers.put("typ", "at+jwt");
        headers.put("kid", key.getKeyId());
    }

    /** A valid token with these scopes, space-separated; none for the empty text. */
    public static TokenForge token(String scopes) {
        TokenForge forge = new TokenForge();
        return scopes.isEmpty() ? forge : forge.claim("scope", scopes);
    }

    /** The same, signed at once. */
    public static String bearer(String scopes) {
        return token(scopes).sign();
    }

    public TokenForge subject(String subject) {
        claims.setSubject(subject);
        return this;
    }

    /** Sets a claim to any JSON value. */
    public TokenForge claim(String name, Object value) {
        claims.setClaim(name, value);
        return this;
    }

    public TokenForge without(String claim) {
        claims.unsetClaim(claim);
        return this;
    }

    /** Seconds from now, for {@code exp}, {@code nbf} and {@code iat}. */
    public TokenForge time(String claim, long secondsFromNow) {
        claims.setClaim(claim, NumericDate.now().getValue() + secondsFromNow);
        return this;
    }

    /** Sets a header parameter, or leaves it out for null. */
    public TokenForge header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public TokenForge signedBy(PublicJsonWebKey signingKey, String signatureAlgorithm) {
        key = signingKey;
        algorithm = signatureAlgorithm;
        headers.put("kid", signingKey.getKeyId());
        return this;
    }

    /** The claims alone, as JSON. */
    public String payload() {
        return claims.toJson();
    }

    public String sign() {
        JsonWebSignature jws = new JsonWebSignature();
        try {
            headers.entrySet().stream()
                    .filter(header -> header.getValue() != null)
                    .forEach(header -> jws.setHeader(header.getKey(), header.getValue()));
            jws.setPayload(claims.toJson());
            jws.setKey(key.getPrivateKey());
            jws.setAlgorithmHeaderValue(algorithm);
            if (algorithm.startsWith("RS")) {
                String signingInput = jws.getHeaders().getEncodedHeader() + "." + jws.getEncodedPayload();
                return CompactJws.sign(signingInput, key, algorithm);
            }
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
