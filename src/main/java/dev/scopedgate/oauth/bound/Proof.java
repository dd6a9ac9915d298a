package dev.scopedgate.oauth.bound;

import dev.scopedgate.oauth.Refusal.InvalidProof;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.keys.JwsPart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The one proof of a request, strictly parsed, and not yet verified (RFC 9449 §4.2, RFC 7515 §4).
 *
 * @param compact as it was sent
 * @param signature the octets of its last part
 */
record Proof(String compact, String alg, ProofKey key, Map<?, ?> claims, byte[] signature) {

    /** Room for the largest RSA key that is accepted and its signature. */
    private static final int MAX_LENGTH = 8 * 1024;

    private static final Set<String> TYPES = Set.of("dpop+jwt", "application/dpop+jwt");

    /** Header parameters with which the payload is not a plain JSON claims set. Other unknown ones are ignored. */
    private static final List<String> UNSUPPORTED = List.of("crit", "b64", "zip", "cty");

    /** Throws {@link RefusedException} that names the fault and no value of the proof. */
    static Proof of(List<String> headers, SignatureAlgorithms allowed) {
        require(!headers.isEmpty(), "the header DPoP with the proof is missing");
        require(headers.size() == 1, "more than one DPoP header");
        String compact = headers.get(0);
        require(compact.length() <= MAX_LENGTH, "the proof is longer than 8 KiB");
        String[] part = compact.split("\\.", -1);
        require(part.length == 3, "the proof is malformed");
        Map<?, ?> header = object(part[0]);
        String alg = header.get("alg") instanceof String text ? text : "";
        if (!allowed.allow(alg)) {
            throw refused("alg of the proof is not an allowed algorithm: " + allowed);
        }
        require(
                header.get("typ") instanceof String typ && TYPES.contains(typ.toLowerCase(Locale.ROOT)),
                "typ of the proof is not dpop+jwt");
        for (String name : UNSUPPORTED) {
            if (header.containsKey(name)) {
                throw refused(name + " of the proof is not supported");
            }
        }
        Map<?, ?> claims = object(part[1]);
        byte[] signature = bytes(part[2]);
        return new Proof(
                compact, alg, ProofKey.of(header.get("jwk"), alg, allowed, TokenHash.of(part[0])), claims, signature);
    }

    private static Map<?, ?> object(String part) {
        try {
            return JwsPart.object(part);
        } catch (RefusedException e) {
            throw refused("the proof is malformed");
        }
    }

    private static byte[] bytes(String part) {
        try {
            return JwsPart.bytes(part);
        } catch (RefusedException e) {
            throw refused("the proof is malformed");
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw refused(otherwise);
        }
    }

    static RefusedException refused(String detail) {
        return new RefusedException(new InvalidProof(RefusalReason.PROOF, detail));
    }

    /** Without the proof, because this may be logged. */
    @Override
    public String toString() {
        return "Proof";
    }
}
