package dev.scopedgate.testsupport;

import dev.scopedgate.oauth.signatures.EdwardsNames;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/** Makes DPoP proofs of a client's key, right unless a test changes something (RFC 9449 §4.2). */
public final class ProofForge {

    private final PublicJsonWebKey key;
    private final String alg;
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    private ProofForge(PublicJsonWebKey key, String alg) {
        if (alg.startsWith("Ed")) {
            // not before: the benchmark runs without the gate's classes
            EdwardsNames.register();
        }
        this.key = key;
        this.alg = alg;
        header.put("typ", "dpop+jwt");
        header.put("alg", alg);
        header.put("jwk", jwk(key));
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", Instant.now().getEpochSecond());
    }

    /** Of an ES256 key, for this method and path of the tests' resource, with that token. */
    public static ProofForge proof(PublicJsonWebKey key, String method, String path, String token) {
        return proof(key, "ES256", method, path, token);
    }

    public static ProofForge proof(PublicJsonWebKey key, String alg, String method, String path, String token) {
        return new ProofForge(key, alg)
                .claim("htm", method)
                .claim("htu", "https://notes.example.test" + path)
                .claim("ath", hash(token));
    }

    /** A token that is bound to that key, still to be changed or signed. */
    public static TokenForge boundToken(PublicJsonWebKey key, String scopes) {
        return boundToken(thumbprint(key), scopes);
    }

    /** A token that is bound to the key with that thumbprint. */
    public static TokenForge boundToken(String jkt, String scopes) {
        return TokenForge.token(scopes).claim("cnf", Map.of("jkt", jkt));
    }

    public static String thumbprint(PublicJsonWebKey key) {
        return key.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** Its public members, without a key id. */
    public static Map<String, Object> jwk(PublicJsonWebKey key) {
        Map<String, Object> members = new LinkedHashMap<>(key.toParams(OutputControlLevel.PUBLIC_ONLY));
        members.keySet().removeAll(Set.of("kid", "use", "alg"));
        return members;
    }

    /** Sets a header parameter to any JSON value, or leaves it out for null. */
    public ProofForge header(String name, Object value) {
        header.put(name, value);
        header.values().removeIf(Objects::isNull);
        return this;
    }

    /** Sets a claim to any JSON value, or leaves it out for null. */
    public ProofForge claim(String name, Object value) {
        claims.put(name, value);
        claims.values().removeIf(Objects::isNull);
        return this;
    }

    /** Adds or changes a member of the key in the header. */
    public ProofForge jwk(String name, Object value) {
        Map<String, Object> members = jwk(key);
        members.put(name, value);
        members.values().removeIf(Objects::isNull);
        return header("jwk", members);
    }

    public String headerJson() {
        return new JsonObject(header).encode();
    }

    public String claimsJson() {
        return new JsonObject(claims).encode();
    }

    public String sign() {
        return sign(headerJson(), claimsJson());
    }

    /** With the signature of this key over these texts. */
    public String sign(String headerJson, String claimsJson) {
        return signParts(encode(headerJson) + "." + encode(claimsJson));
    }

    /** With the signature of this key over the first two parts as they are. */
    public String signParts(String parts) {
        try {
            JsonWebSignatureAlgorithm algorithm = AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(alg);
            byte[] signature = algorithm.sign(
                    algorithm.prepareForSign(key.getPrivateKey(), new ProviderContext()),
                    parts.getBytes(StandardCharsets.UTF_8));
            return parts + "." + encode(signature);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String hash(String token) {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
