package dev.scopednotes.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers what verified tokens say, by their hash, so that a signature need not be verified at every call: never the
 * token, never a refusal, no more than so many, not beyond {@code exp}, not beyond a short greatest age, and not beyond
 * the life of the key that verified it.
 */
@Singleton
class VerifiedTokens {

    private final boolean enabled;
    private final Cache<TokenHash, Verified> remembered;

    /** With the key that verified it, and the key set in which that was last seen. */
    private record Verified(
            AccessToken token, IssuerKeys issuerKeys, KeySet keySet, Optional<String> keyId, Optional<PublicKey> key) {}

    VerifiedTokens(ResourceServerConfig config) {
        enabled = config.tokenCache().maxEntries() > 0;
        remembered = Caffeine.newBuilder()
                .maximumSize(config.tokenCache().maxEntries())
                .expireAfterWrite(config.tokenCache().maxAge())
                .build();
    }

    /** What the token of that hash says, if it may still be taken for verified. */
    Optional<AccessToken> find(TokenHash hash) {
        Verified found = remembered.getIfPresent(hash);
        if (found == null) {
            return Optional.empty();
        }
        if (!Instant.now().isBefore(found.token.expiresAt()) || !keyStillServes(found)) {
            remembered.invalidate(hash);
            return Optional.empty();
        }
        return Optional.of(found.token);
    }

    private static boolean keyStillServes(Verified found) {
        return found.issuerKeys
                .available()
                // equality of the key, not of its id: an issuer may give an old id to a new key
                .filter(now -> now == found.keySet
                        || found.key.isPresent() && now.publicKey(found.keyId).equals(found.key))
                .isPresent();
    }

    void remember(TokenHash hash, AccessToken token, IssuerKeys issuerKeys, KeySet keySet, Optional<String> keyId) {
        if (enabled) {
            remembered.put(hash, new Verified(token, issuerKeys, keySet, keyId, keySet.publicKey(keyId)));
        }
    }
}
