package dev.scopedgate.oauth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.TokenIdentity;
import dev.scopedgate.oauth.settings.ResourceServerConfig;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Caches access tokens by token hash, so that not every call verifies a signature. It never holds a token or a refusal,
 * and its size is bounded. An entry ends with {@code exp}, with the maximum age, or when its verification key is
 * withdrawn.
 */
@Singleton
public class VerifiedTokens {

    /** Usual claims take less than this; a token with more counts as several. */
    private static final int USUAL_BYTES = 4 * 1024;

    /** Per scope: a set entry and a string, without the characters; about as much per actor. */
    private static final int SCOPE_BYTES = 120;

    private final boolean enabled;
    private final Cache<TokenHash, Verified> remembered;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** With a check of whether its verification key is still published. */
    private record Verified(TokenIdentity identity, BooleanSupplier stillValid) {
        AccessToken token() {
            return identity.token();
        }
    }

    public VerifiedTokens(ResourceServerConfig config) {
        enabled = config.tokenCache().maxEntries() > 0;
        remembered = Caffeine.newBuilder()
                .maximumWeight(config.tokenCache().maxEntries())
                .weigher((TokenHash hash, Verified verified) -> weight(verified.token()))
                // cache maintenance is short: waking another thread costs more
                .executor(Runnable::run)
                .expireAfterWrite(config.tokenCache().maxAge().read())
                .build();
    }

    private static int weight(AccessToken token) {
        int characters = token.subject().length()
                + token.clientId().map(String::length).orElse(0)
                + token.ring().map(String::length).orElse(0)
                + token.acting().length()
                + token.scopes().stream().mapToInt(String::length).sum();
        // at most two bytes per character
        return 1
                + (2 * characters
                                + SCOPE_BYTES
                                        * (token.scopes().size()
                                                + token.acting().actors().size()))
                        / USUAL_BYTES;
    }

    /** The cached access token for this hash, if it is still valid. */
    public Optional<AccessToken> find(TokenHash hash) {
        return identity(hash).map(TokenIdentity::token);
    }

    /** The same as the identity of a request. */
    public Optional<TokenIdentity> identity(TokenHash hash) {
        Verified found = remembered.getIfPresent(hash);
        if (found == null) {
            return Optional.empty();
        }
        if (!Instant.now().isBefore(found.token().expiresAt()) || !found.stillValid.getAsBoolean()) {
            remembered.invalidate(hash);
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(found.identity);
    }

    /** Counts a miss. Not in {@link #find}, which one call may use twice. */
    void missed() {
        misses.increment();
    }

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.sum();
    }

    public long size() {
        return remembered.estimatedSize();
    }

    /** Caches the token until {@code exp} or the maximum age, while {@code stillValid} is true. */
    public void remember(TokenHash hash, AccessToken token, BooleanSupplier stillValid) {
        if (enabled) {
            remembered.put(hash, new Verified(new TokenIdentity(token), stillValid));
        }
    }
}
