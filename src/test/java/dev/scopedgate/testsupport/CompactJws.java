package dev.scopedgate.testsupport;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.PublicJsonWebKey;

/** Signs any header and payload, also those that no library would sign (RFC 7515 §3.1, RFC 7518 §3). */
public final class CompactJws {

    private CompactJws() {}

    /** Header and payload as given, signed by the issuer's RSA key as RS256. */
    public static String rs256(String header, String payload) {
        return rs256(utf8(header), utf8(payload));
    }

    public static String rs256(byte[] header, byte[] payload) {
        return sign(encode(header) + "." + encode(payload), SigningKeys.rsa(), "RS256");
    }

    public static String sign(String header, String payload, PublicJsonWebKey key, String algorithm) {
        return sign(encode(utf8(header)) + "." + encode(utf8(payload)), key, algorithm);
    }

    /** That signing input with its signature. */
    public static String sign(String signingInput, PublicJsonWebKey key, String algorithm) {
        return signingInput + "." + encode(signature(signingInput, key, algorithm));
    }

    private static byte[] signature(String signingInput, PublicJsonWebKey key, String algorithm) {
        try {
            Signature signature =
                    switch (algorithm) {
                        case "RS256" -> LibraryRsa.signature("SHA256withRSA", key.getPublicKey());
                        case "RS384" -> LibraryRsa.signature("SHA384withRSA", key.getPublicKey());
                        case "RS512" -> LibraryRsa.signature("SHA512withRSA", key.getPublicKey());
                        case "PS256", "PS384", "PS512" -> Signature.getInstance("RSASSA-PSS");
                        case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
                        case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
                        case "ES512" -> Signature.getInstance("SHA512withECDSAinP1363Format");
                        case "ES256 in DER" -> Signature.getInstance("SHA256withECDSA");
                        default -> Signature.getInstance(algorithm);
                    };
            if (algorithm.startsWith("PS")) {
                String hash = "SHA-" + algorithm.substring(2);
                int salt = Integer.parseInt(algorithm.substring(2)) / 8;
                signature.setParameter(new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
            }
            signature.initSign(key.getPrivateKey());
            signature.update(utf8(signingInput));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With an HMAC as signature. */
    public static String hmac(String header, String payload, byte[] secret, String macAlgorithm) {
        try {
            String signingInput = encode(utf8(header)) + "." + encode(utf8(payload));
            Mac mac = Mac.getInstance(macAlgorithm);
            mac.init(new SecretKeySpec(secret, macAlgorithm));
            return signingInput + "." + encode(mac.doFinal(utf8(signingInput)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String encode(String text) {
        return encode(utf8(text));
    }

    public static byte[] decode(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    /** The same token with another signature. */
    public static String withSignature(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + encode(signature);
    }

    /** The same ES256 token with the other valid signature of its key: (r, n - s) for (r, s). */
    public static String withNegativeS(String token) {
        BigInteger n = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        byte[] signature = signatureOf(token);
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        byte[] negative = n.subtract(s).toByteArray();
        Arrays.fill(signature, 32, 64, (byte) 0);
        int length = Math.min(32, negative.length);
        System.arraycopy(negative, negative.length - length, signature, 64 - length, length);
        return withSignature(token, signature);
    }

    /** The bytes of that token's signature. */
    public static byte[] signatureOf(String token) {
        return decode(token.substring(token.lastIndexOf('.') + 1));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
