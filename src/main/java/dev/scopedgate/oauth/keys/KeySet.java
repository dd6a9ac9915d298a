package dev.scopedgate.oauth.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scopedgate.http.client.ForeignText;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The keys that may verify an issuer's tokens. An unusable entry of the JWKS does not affect the others and is listed
 * in {@link #skipped} (RFC 7517 §5).
 */
public final class KeySet {

    private static final JsonMapper JSON = new JsonMapper();

    /** Entries that are read: many times more than an issuer publishes. */
    private static final int MAX_ENTRIES = 1000;

    /** Keys that are tried for one token: each costs a signature verification. */
    private static final int MAX_TRIED = 4;

    /** Several keys under one id, if an issuer publishes them so (RFC 7517 §4.5). */
    private final Map<String, List<VerificationKey>> byKeyId;

    private final List<VerificationKey> keys;
    private final List<String> skipped;
    private final boolean faulty;
    private final SignatureAlgorithms algorithms;
    private final String json;

    private KeySet(
            Set<VerificationKey> keys,
            List<String> skipped,
            boolean faulty,
            SignatureAlgorithms algorithms,
            String json) {
        this.faulty = faulty;
        this.keys = List.copyOf(keys);
        this.skipped = List.copyOf(skipped);
        this.algorithms = algorithms;
        this.json = json;
        this.byKeyId = keys.stream()
                .filter(key -> key.keyId().isPresent())
                .collect(Collectors.groupingBy(key -> key.keyId().get()));
    }

    /** Reads a JWKS. Throws {@link IllegalStateException} with the reason if it is not a JWKS or has no usable key. */
    public static KeySet parse(String json, SignatureAlgorithms algorithms) {
        JsonNode entries = entries(json);
        Set<VerificationKey> keys = new LinkedHashSet<>();
        List<String> skipped = new ArrayList<>();
        boolean faulty = entries.size() > MAX_ENTRIES;
        for (int i = 0; i < Math.min(entries.size(), MAX_ENTRIES); i++) {
            try {
                keys.add(VerificationKey.of(entries.get(i), algorithms));
            } catch (VerificationKey.Unusable e) {
                skipped.add("keys[" + i + "]" + name(entries.get(i)) + ": " + e.getMessage());
                faulty |= !e.isMeantForOthers();
            }
        }
        if (entries.size() > MAX_ENTRIES) {
            skipped.add("keys[" + MAX_ENTRIES + "] and all after it: only the first " + MAX_ENTRIES + " are read");
        }
        KeySet set = new KeySet(keys, skipped, faulty, algorithms, json);
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    "the JWKS holds no key that can be used" + (skipped.isEmpty() ? "" : ": " + set.skippedInShort()));
        }
        return set;
    }

    private static JsonNode entries(String json) {
        try {
            JsonNode document = JSON.readTree(json);
            if (document.isMissingNode()) {
                throw new IllegalStateException("the JWKS is empty");
            }
            if (document.path("keys").isArray()) {
                return document.get("keys");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the JWKS is not JSON" + ForeignText.notJson(json, e), e);
        }
        throw new IllegalStateException("the JWKS has no array 'keys'");
    }

    private static String name(JsonNode entry) {
        return entry.path("kid").isTextual()
                ? " '" + ForeignText.shown(entry.get("kid").textValue()) + "'"
                : "";
    }

    /** Whether both come from the same document. */
    boolean isSameAs(KeySet other) {
        return json.equals(other.json);
    }

    /** The unused entries, each with its index, id and reason, without key material. */
    public List<String> skipped() {
        return skipped;
    }

    /** Whether an entry is unused for another reason than being meant for encryption. */
    boolean isFaulty() {
        return faulty;
    }

    /** The first ten, and the number of the others. */
    public String skippedInShort() {
        int named = 10;
        String first = skipped.stream().limit(named).collect(Collectors.joining("; "));
        return skipped.size() > named ? first + "; and " + (skipped.size() - named) + " more" : first;
    }

    private boolean fits(VerificationKey key, String alg) {
        return algorithms.allow(alg, key.kind())
                && key.alg().map(own -> SignatureAlgorithms.same(own, alg)).orElse(true);
    }

    /** Whether this set has a key for this key id. No key id matches only if there is a single key. */
    public boolean knows(Optional<String> keyId) {
        return !withKeyId(keyId).isEmpty();
    }

    /** One to four keys that may have signed this token; throws {@link RefusedException} if there is none. */
    public List<PublicKey> keys(UnverifiedJws jws) {
        List<VerificationKey> named = withKeyId(jws.kid());
        if (named.isEmpty()) {
            throw RefusedException.invalidToken(
                    RefusalReason.KEY, jws.kid().isEmpty() ? "kid is missing" : "kid names no key of the issuer");
        }
        List<PublicKey> fitting = new ArrayList<>(1);
        for (VerificationKey key : named) {
            if (fits(key, jws.alg()) && fitting.size() < MAX_TRIED) {
                fitting.add(key.key());
            }
        }
        if (fitting.isEmpty()) {
            throw new RefusedException(FailedCheck.KEY_DOES_NOT_FIT);
        }
        return fitting;
    }

    /** Whether this key may still verify a token with this key id and algorithm. */
    public boolean holds(Optional<String> keyId, String alg, PublicKey key) {
        return withKeyId(keyId).stream()
                .anyMatch(one -> fits(one, alg) && one.key().equals(key));
    }

    private List<VerificationKey> withKeyId(Optional<String> keyId) {
        return keyId.isPresent() ? byKeyId.getOrDefault(keyId.get(), List.of()) : keys.size() == 1 ? keys : List.of();
    }
}
