package dev.scopedgate.dev.idp;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.PrivateKey;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The one ES256 key that signs every token, and its public key as a JWK set (RFC 7517 §5, RFC 7518 §6.2). */
record SigningKey(PublicJsonWebKey jwk) {

    static SigningKey generate() {
        try {
            EllipticCurveJsonWebKey jwk = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            jwk.setKeyId(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
            jwk.setUse("sig");
            jwk.setAlgorithm("ES256");
            return new SigningKey(jwk);
        } catch (JoseException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    static SigningKey fromJson(JsonObject json) {
        try {
            return new SigningKey(PublicJsonWebKey.Factory.newPublicJwk(json.getMap()));
        } catch (JoseException e) {
            throw new IllegalArgumentException("the state file holds no usable key", e);
        }
    }

    JsonObject toJson() {
        return json(OutputControlLevel.INCLUDE_PRIVATE);
    }

    PrivateKey privateKey() {
        return jwk.getPrivateKey();
    }

    String id() {
        return jwk.getKeyId();
    }

    JsonObject jwks() {
        return new JsonObject().put("keys", new JsonArray().add(json(OutputControlLevel.PUBLIC_ONLY)));
    }

    private JsonObject json(OutputControlLevel level) {
        return new JsonObject(jwk.toParams(level));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
