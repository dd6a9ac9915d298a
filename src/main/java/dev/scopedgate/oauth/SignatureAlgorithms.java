package dev.scopedgate.oauth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The signature algorithms that a token may have, each with the kinds of keys that it takes; none is symmetric, because the
 * public key would be the secret (RFC 7518 §3.1, RFC 8037 §3.1, RFC 8725 §3.1, RFC 9864 §2.2).
 */
public final class SignatureAlgorithms {

    public static final String PROPERTY = "scoped-gate.token.algorithms";

    private static final String RSA = "RSA";
    private static final String EDDSA = "EdDSA";
    private static final Set<String> EDWARDS_CURVES = Set.of("Ed25519", "Ed448");

    /** By name, the {@code kty} RSA or the curves of the keys. RFC 9864 gives ECDSA no new names in JOSE. */
    private static final Map<String, Set<String>> KEYS_OF = new LinkedHashMap<>();

    static {
        List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512").forEach(name -> KEYS_OF.put(name, Set.of(RSA)));
        KEYS_OF.put("ES256", Set.of("P-256"));
        KEYS_OF.put("ES384", Set.of("P-384"));
        KEYS_OF.put("ES512", Set.of("P-521"));
        KEYS_OF.put(EDDSA, EDWARDS_CURVES);
        EDWARDS_CURVES.stream().sorted().forEach(curve -> KEYS_OF.put(curve, Set.of(curve)));
    }

    private final List<String> configured;

    /** What may be in a header, with the kinds of keys that it may then be verified by. */
    private final Map<String, Set<String>> allowed = new HashMap<>();

    public SignatureAlgorithms(List<String> configured) {
        this.configured = configured.stream().map(String::strip).toList();
        for (String name : this.configured) {
            for (String kind : KEYS_OF.getOrDefault(name, Set.of())) {
                // EdDSA and the name of the curve are two names for one algorithm: who allows one allows the other
                (EDWARDS_CURVES.contains(kind) ? List.of(EDDSA, kind) : List.of(name))
                        .forEach(alg -> allowed.computeIfAbsent(alg, absent -> new HashSet<>())
                                .add(kind));
            }
        }
    }

    /** Nothing, or what the setting must be, with an example. */
    static List<String> problems(List<String> configured) {
        String rest = " must name at least one of " + String.join(", ", KEYS_OF.keySet())
                + ", and nothing else: symmetric algorithms and none would let anybody sign; for example"
                + " SCOPED_GATE_TOKEN_ALGORITHMS=RS256,ES256";
        List<String> unknown = configured.stream()
                .map(String::strip)
                .filter(name -> !KEYS_OF.containsKey(name))
                .toList();
        List<String> problems = new ArrayList<>();
        unknown.forEach(name -> problems.add(PROPERTY + " holds '" + name + "': it" + rest));
        if (configured.isEmpty()) {
            problems.add(PROPERTY + rest);
        }
        return problems;
    }

    /** Whether a token with that {@code alg} may be verified at all. */
    public boolean allow(String alg) {
        return allowed.containsKey(alg);
    }

    /** Whether a token with that {@code alg} may be verified by a key of that kind. */
    public boolean allow(String alg, String kind) {
        return allowed.getOrDefault(alg, Set.of()).contains(kind);
    }

    /** Whether any token may be verified by a key of that kind. */
    public boolean allowKind(String kind) {
        return allowed.values().stream().anyMatch(kinds -> kinds.contains(kind));
    }

    /** Whether a key with the first as its {@code alg} may verify a token with the other: the same, by whatever name. */
    public static boolean same(String ofKey, String ofToken) {
        return ofKey.equals(ofToken) || isEdwards(ofKey) && isEdwards(ofToken);
    }

    private static boolean isEdwards(String alg) {
        return EDDSA.equals(alg) || EDWARDS_CURVES.contains(alg);
    }

    /** Every {@code alg} that a token may have. */
    public Set<String> names() {
        return allowed.keySet();
    }

    /** As the operator wrote them. */
    @Override
    public String toString() {
        return String.join(" ", configured);
    }
}
