package dev.scopedgate.oauth.keys;

import static dev.scopedgate.oauth.keys.VerificationKey.check;
import static dev.scopedgate.oauth.keys.VerificationKey.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scopedgate.oauth.keys.VerificationKey.Unusable;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Makes the public key of a JWKS entry from its numbers, only if it is mathematically valid and verifies in bounded time
 * (RFC 7518 §6, RFC 8037 §2).
 */
final class JwkPublicKey {

    private static final int MIN_RSA_BITS = 2048;

    /** Above this, verifying one signature takes milliseconds. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 64;

    /** In base64url, with the sign byte that some issuers add. */
    private static final int MAX_NUMBER_LENGTH = 1368;

    private static final String NO_POINT = "its coordinates are not a point on its curve";
    private static final Map<String, Integer> EDWARDS_LENGTHS = Map.of("Ed25519", 32, "Ed448", 57);

    private JwkPublicKey() {}

    static PublicKey of(JsonNode jwk, String kty, String kind) throws Unusable {
        Map<String, Object> members = new HashMap<>(Map.of("kty", kty));
        if (kty.equals("RSA")) {
            checkRsa(number("n", jwk, members), number("e", jwk, members));
        } else {
            members.put("crv", kind);
            byte[] x = bytes("x", jwk, members);
            check(EDWARDS_LENGTHS.getOrDefault(kind, x.length) == x.length, "x has the wrong length for its curve");
            if (kty.equals("EC")) {
                bytes("y", jwk, members);
            }
        }
        try {
            PublicKey key = PublicJsonWebKey.Factory.newPublicJwk(members).getPublicKey();
            check(key instanceof RSAPublicKey || isPoint(key), NO_POINT);
            check(
                    !(key instanceof EdECPublicKey edwards && EdwardsPoint.isOfSmallOrder(edwards)),
                    "it is a point of small order: anybody can make its signatures");
            return key;
        } catch (JoseException | RuntimeException e) {
            throw new Unusable(kty.equals("RSA") ? "n and e are not an RSA key" : NO_POINT, false);
        }
    }

    private static BigInteger number(String name, JsonNode jwk, Map<String, Object> members) throws Unusable {
        return new BigInteger(1, bytes(name, jwk, members));
    }

    /** Decodes this member and adds it to {@code members}. */
    private static byte[] bytes(String name, JsonNode jwk, Map<String, Object> members) throws Unusable {
        String text = text(jwk, name).orElse("");
        check(!text.isEmpty(), name + " is missing");
        check(text.length() <= MAX_NUMBER_LENGTH, name + " is too long: RSA keys of at most 8192 bits are used");
        try {
            members.put(name, text);
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Unusable(name + " is not base64url", false);
        }
    }

    private static void checkRsa(BigInteger modulus, BigInteger exponent) throws Unusable {
        check(
                modulus.bitLength() >= MIN_RSA_BITS,
                "RSA of " + modulus.bitLength() + " bits is too weak: the minimum is 2048");
        check(modulus.bitLength() <= MAX_RSA_BITS, "n is too long: RSA keys of at most 8192 bits are used");
        check(modulus.testBit(0), "n is even");
        check(
                exponent.testBit(0) && exponent.bitLength() > 1 && exponent.bitLength() <= MAX_EXPONENT_BITS,
                "e is not an odd number from 3 to 64 bits");
    }

    /** Checks that the JDK makes only at verification, or not at all. */
    private static boolean isPoint(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return EllipticCurvePoint.isOn(ec);
        }
        try {
            Signature.getInstance("EdDSA").initVerify(key);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
