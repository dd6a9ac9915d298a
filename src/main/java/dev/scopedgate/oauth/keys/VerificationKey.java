package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scopedgate.oauth.SignatureAlgorithms;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * A public key that may verify tokens: of an allowed kind, mathematically valid, meant for signatures, and published
 * without its private part (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2).
 *
 * @param kind the curve, or RSA
 */
public record VerificationKey(Optional<String> keyId, Optional<String> alg, String kind, PublicKey key) {

    private static final int MIN_RSA_BITS = 2048;

    /** Above this, verifying one signature takes milliseconds. */
    private static final int MAX_RSA_BITS = 8192;

    private static final int MAX_EXPONENT_BITS = 64;

    /** In base64url, with the sign byte that some issuers add. */
    private static final int MAX_NUMBER_LENGTH = 1368;

    private static final String NO_POINT = "its coordinates are not a point on its curve";
    private static final Map<String, Integer> EDWARDS_LENGTHS = Map.of("Ed25519", 32, "Ed448", 57);
    private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth");

    /** Why an entry of a JWKS is unused; the message contains no key material. */
    public static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean meantForOthers;

        Unusable(String reason, boolean meantForOthers) {
            super(reason, null, false, false);
            this.meantForOthers = meantForOthers;
        }

        /** Whether the key is valid but for another purpose, such as encryption. */
        boolean isMeantForOthers() {
            return meantForOthers;
        }
    }

    /** The key of a JWKS entry. Only members that matter here are read; null counts as absent. */
    public static VerificationKey of(JsonNode jwk, SignatureAlgorithms allowed) throws Unusable {
        check(jwk.isObject(), "it is not a JSON object");
        String kty = text(jwk, "kty").orElse("");
        check(!kty.equals("oct"), "kty oct is a symmetric key");
        check(List.of("RSA", "EC", "OKP").contains(kty), "kty is not RSA, EC or OKP");
        check(
                SECRETS.stream().noneMatch(jwk::hasNonNull),
                "its private key is published: anyone who read it can sign tokens; the issuer must replace it");
        Optional<String> use = text(jwk, "use");
        checkPurpose(use.isEmpty() || use.get().equals("sig"), "use is not sig");
        checkPurpose(
                operations(jwk).map(ops -> ops.contains("verify")).orElse(true), "key_ops does not contain verify");
        String kind = kty.equals("RSA") ? kty : text(jwk, "crv").orElse("");
        Optional<String> alg = text(jwk, "alg");
        check(
                allowed.allowKind(kind) && (alg.isEmpty() || allowed.allow(alg.get(), kind)),
                (kty.equals("RSA") ? "alg" : "crv or alg") + " is not allowed by " + SignatureAlgorithms.PROPERTY);
        return new VerificationKey(text(jwk, "kid"), alg, kind, publicKey(jwk, kty, kind));
    }

    private static PublicKey publicKey(JsonNode jwk, String kty, String kind) throws Unusable {
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

    private static Optional<List<String>> operations(JsonNode jwk) throws Unusable {
        if (!jwk.hasNonNull("key_ops")) {
            return Optional.empty();
        }
        List<String> operations = new ArrayList<>();
        for (JsonNode operation : jwk.get("key_ops")) {
            operations.add(operation.asText());
        }
        check(jwk.get("key_ops").isArray(), "key_ops is not an array");
        return Optional.of(operations);
    }

    private static Optional<String> text(JsonNode jwk, String name) throws Unusable {
        if (!jwk.hasNonNull(name)) {
            return Optional.empty();
        }
        check(jwk.get(name).isTextual(), name + " is not a string");
        return Optional.of(jwk.get(name).textValue());
    }

    private static void checkPurpose(boolean holds, String otherwise) throws Unusable {
        if (!holds) {
            throw new Unusable(otherwise, true);
        }
    }

    private static void check(boolean holds, String otherwise) throws Unusable {
        if (!holds) {
            throw new Unusable(otherwise, false);
        }
    }
}
