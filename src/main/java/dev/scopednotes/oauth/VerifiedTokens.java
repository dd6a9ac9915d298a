package dev.scopednotes.oauth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Remembers what verified tokens say, by their hash, so that a signature need not be verified at every call: never the
 * token, never a refusal, no more than so many, not beyond {@code exp}, not beyond a short greatest age, and not beyond
 * the life of the key that verified it.
 */
@Singleton
class VerifiedTokens {

    private final boolean enabled;
    private final Cache<TokenHash, Verified> remembered;

    /** With what tells whether the one who vouched for it still does. */
    private record Verified(AccessToken token, BooleanSupplier vouchedFor) {}

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
        if (!Instant.now().isBefore(found.token.expiresAt()) || !found.vouchedFor.getAsBoolean()) {
            remembered.invalidate(hash);
            return Optional.empty();
        }
        return Optional.of(found.token);
    }

    /** Remembers it until its end or the greatest age, for as long as it is vouched for. */
    void remember(TokenHash hash, AccessToken token, BooleanSupplier vouchedFor) {
        if (enabled) {
            remembered.put(hash, new Verified(token, vouchedFor));
        }
    }
}
