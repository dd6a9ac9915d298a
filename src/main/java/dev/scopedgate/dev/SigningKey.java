package dev.scopedgate.dev;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The one ES256 key that signs every token, and its public key as a JWK set (RFC 7517 §5, RFC 7518 §6.2). */
final class SigningKey {

    private static final int COORDINATE = 32;

    private final KeyPair pair;
    private final JsonObject jwk;

    private SigningKey(KeyPair pair) {
        this.pair = pair;
        var point = ((ECPublicKey) pair.getPublic()).getW();
        String x = coordinate(point.getAffineX());
        String y = coordinate(point.getAffineY());
        // the thumbprint of RFC 7638 §3: required members, in lexicographic order, no white space
        String kid = Secrets.s256("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}");
        this.jwk = new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("x", x)
                .put("y", y)
                .put("kid", kid)
                .put("use", "sig")
                .put("alg", "ES256");
    }

    static SigningKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    static SigningKey fromJson(JsonObject json) {
        try {
            var keys = KeyFactory.getInstance("EC");
            return new SigningKey(new KeyPair(
                    keys.generatePublic(new X509EncodedKeySpec(json.getBinary("public"))),
                    keys.generatePrivate(new PKCS8EncodedKeySpec(json.getBinary("private")))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the state file holds no usable key", e);
        }
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("public", pair.getPublic().getEncoded())
                .put("private", pair.getPrivate().getEncoded());
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    String id() {
        return jwk.getString("kid");
    }

    JsonObject jwks() {
        return new JsonObject().put("keys", new JsonArray().add(jwk));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = new byte[COORDINATE];
        byte[] raw = value.toByteArray();
        // a BigInteger may be shorter, or have a sign byte
        int length = Math.min(raw.length, COORDINATE);
        System.arraycopy(raw, raw.length - length, bytes, COORDINATE - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
