package dev.scopedgate.oauth.bound;

import static dev.scopedgate.oauth.bound.Proof.require;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.keys.JwsPart;
import dev.scopedgate.oauth.keys.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The public key of a proof: usable for its {@code alg}, without private or symmetric members, and written in the one way
 * that its thumbprint stands for (RFC 7517 §4, RFC 7638 §3, RFC 9449 §4.3).
 *
 * @param header a hash of the header of the proof
 */
record ProofKey(Map<?, ?> members, String thumbprint, TokenHash header) {

    /** The members of which a thumbprint is made, in its order (RFC 7638 §3.2, RFC 8037 §2). */
    private static final Map<String, List<String>> REQUIRED = Map.of(
            "EC", List.of("crv", "kty", "x", "y"),
            "OKP", List.of("crv", "kty", "x"),
            "RSA", List.of("e", "kty", "n"));

    private static final List<String> SECRETS = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final List<String> NUMBERS = List.of("x", "y", "n", "e");
    private static final Map<String, Integer> COORDINATE_BYTES = Map.of("P-256", 32, "P-384", 48, "P-521", 66);
    private static final int MAX_RSA_BITS = 4096;
    private static final int MAX_EXPONENT_BITS = 32;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Clients use one key for many proofs, and reading one costs as much as a signature. By a hash of the
     * header that holds it: not by texts that a client chooses, which would be kept and compared.
     */
    private static final Cache<TokenHash, PublicKey> KNOWN =
            Caffeine.newBuilder().maximumSize(1000).executor(Runnable::run).build();

    /** Throws {@link RefusedException} that names the fault and no value of the key. */
    static ProofKey of(Object jwk, String alg, SignatureAlgorithms allowed, TokenHash header) {
        require(jwk instanceof Map, "jwk of the proof is missing or not an object");
        Map<?, ?> members = (Map<?, ?>) jwk;
        for (String secret : SECRETS) {
            require(!members.containsKey(secret), "jwk of the proof contains a private or symmetric key");
        }
        List<String> required = REQUIRED.getOrDefault(text(members, "kty"), List.of());
        require(!required.isEmpty(), "kty of the jwk of the proof is not EC, OKP or RSA");
        boolean rsa = required.contains("n");
        require(
                allowed.allow(alg, rsa ? "RSA" : text(members, "crv"))
                        && (!members.containsKey("alg") || SignatureAlgorithms.same(text(members, "alg"), alg)),
                "alg of the proof does not fit its jwk");
        for (String number : NUMBERS) {
            require(
                    members.containsKey(number) == required.contains(number),
                    "jwk of the proof lacks a member, or has one of another kind of key");
        }
        for (String number : NUMBERS) {
            require(
                    !required.contains(number) || isCanonical(number, members),
                    "jwk of the proof is not written as RFC 7638 asks");
        }
        return new ProofKey(members, thumbprint(members, required), header);
    }

    /**
     * The key, if it is valid and cheap to verify with; otherwise throws {@link RefusedException}. It takes longer than
     * to compare its thumbprint with that of the token.
     */
    PublicKey publicKey(SignatureAlgorithms allowed) {
        return KNOWN.get(header, absent -> read(allowed));
    }

    private PublicKey read(SignatureAlgorithms allowed) {
        try {
            PublicKey key =
                    VerificationKey.of(JSON.valueToTree(members), allowed).key();
            require(
                    !(key instanceof RSAPublicKey rsa)
                            || rsa.getModulus().bitLength() <= MAX_RSA_BITS
                                    && rsa.getPublicExponent().bitLength() <= MAX_EXPONENT_BITS,
                    "jwk of the proof is an RSA key of more than 4096 bits, or with an e of more than 32 bits");
            return key;
        } catch (VerificationKey.Unusable e) {
            throw Proof.refused("jwk of the proof cannot be used: " + e.getMessage());
        }
    }

    /** Whether the number has the one spelling of RFC 7518 §2 and §6: without leading zeros, and coordinates whole. */
    private static boolean isCanonical(String name, Map<?, ?> members) {
        try {
            byte[] bytes = JwsPart.bytes(text(members, name));
            return name.equals("n") || name.equals("e")
                    ? bytes.length > 0 && bytes[0] != 0
                    : bytes.length == COORDINATE_BYTES.getOrDefault(text(members, "crv"), bytes.length);
        } catch (RefusedException notBase64) {
            return false;
        }
    }

    private static String text(Map<?, ?> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    /** No value needs an escape in JSON: each is base64url or one of the names that are allowed. */
    private static String thumbprint(Map<?, ?> members, List<String> required) {
        StringBuilder json = new StringBuilder(256);
        for (String name : required) {
            json.append(json.isEmpty() ? "{\"" : ",\"")
                    .append(name)
                    .append("\":\"")
                    .append(members.get(name))
                    .append('"');
        }
        json.append('}');
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(TokenHash.sha256(json.toString().getBytes(StandardCharsets.US_ASCII)));
    }
}
