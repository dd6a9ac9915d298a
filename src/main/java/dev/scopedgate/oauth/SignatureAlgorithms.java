package dev.scopedgate.oauth;

import dev.scopedgate.settings.SettingsCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The accepted signature algorithms, each with the kinds of keys that it accepts. None is symmetric, because the public
 * key would be the secret (RFC 7518 §3.1, RFC 8037 §3.1, RFC 8725 §3.1, RFC 9864 §2.2).
 */
public final class SignatureAlgorithms {

    public static final String PROPERTY = "scoped-gate.token.algorithms";

    private static final String RSA = "RSA";
    private static final String EDDSA = "EdDSA";
    private static final Set<String> EDWARDS_CURVES = Set.of("Ed25519", "Ed448");

    /** For each name, the {@code kty} RSA or the curves of its keys. RFC 9864 gives ECDSA no new names in JOSE. */
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

    /** For each {@code alg} of a header, the kinds of keys that may verify it. */
    private final Map<String, Set<String>> allowed = new HashMap<>();

    public SignatureAlgorithms(List<String> configured) {
        this.configured = configured.stream().map(String::strip).toList();
        for (String name : this.configured) {
            for (String kind : KEYS_OF.getOrDefault(name, Set.of())) {
                // EdDSA and the name of the curve are two names for one algorithm: allowing one allows the other
                (EDWARDS_CURVES.contains(kind) ? List.of(EDDSA, kind) : List.of(name))
                        .forEach(alg -> allowed.computeIfAbsent(alg, absent -> new HashSet<>())
                                .add(kind));
            }
        }
    }

    /** The problems of that setting, each with an example. */
    public static List<String> problems(String property, List<String> configured) {
        String rest = " must name at least one of " + String.join(", ", KEYS_OF.keySet())
                + ", and nothing else: symmetric algorithms and none would let anyone sign; "
                + SettingsCheck.example(property, "RS256,ES256");
        List<String> unknown = configured.stream()
                .map(String::strip)
                .filter(name -> !KEYS_OF.containsKey(name))
                .toList();
        List<String> problems = new ArrayList<>();
        unknown.forEach(name -> problems.add(property + " holds '" + name + "': it" + rest));
        if (configured.isEmpty()) {
            problems.add(property + rest);
        }
        return problems;
    }

    /** Whether tokens with this {@code alg} are accepted. */
    public boolean allow(String alg) {
        return allowed.containsKey(alg);
    }

    /** Whether a key of this kind may verify tokens with this {@code alg}. */
    public boolean allow(String alg, String kind) {
        return allowed.getOrDefault(alg, Set.of()).contains(kind);
    }

    /** Whether a key of this kind may verify any token. */
    public boolean allowKind(String kind) {
        return allowed.values().stream().anyMatch(kinds -> kinds.contains(kind));
    }

    /** Whether both are the same algorithm, under the old name or the new one. */
    public static boolean same(String ofKey, String ofToken) {
        return ofKey.equals(ofToken) || isEdwards(ofKey) && isEdwards(ofToken);
    }

    private static boolean isEdwards(String alg) {
        return EDDSA.equals(alg) || EDWARDS_CURVES.contains(alg);
    }

    /** Every accepted {@code alg}. */
    public Set<String> names() {
        return allowed.keySet();
    }

    /** What clients are told: as configured, and an algorithm that has two names with both. */
    public List<String> advertised() {
        return Stream.concat(
                        configured.stream(),
                        allowed.keySet().stream()
                                .filter(SignatureAlgorithms::isEdwards)
                                .sorted())
                .distinct()
                .toList();
    }

    /** As configured. */
    @Override
    public String toString() {
        return String.join(" ", configured);
    }
}
