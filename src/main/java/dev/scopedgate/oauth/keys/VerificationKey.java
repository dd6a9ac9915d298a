package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scopedgate.oauth.SignatureAlgorithms;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A public key that may verify tokens: of an allowed kind, mathematically valid, meant for signatures, and published
 * without its private part (RFC 7517 §4, RFC 7518 §6, RFC 8037 §2).
 *
 * @param kind the curve, or RSA
 */
public record VerificationKey(Optional<String> keyId, Optional<String> alg, String kind, PublicKey key) {

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
        return new VerificationKey(text(jwk, "kid"), alg, kind, JwkPublicKey.of(jwk, kty, kind));
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

    static Optional<String> text(JsonNode jwk, String name) throws Unusable {
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

    static void check(boolean holds, String otherwise) throws Unusable {
        if (!holds) {
            throw new Unusable(otherwise, false);
        }
    }
}
