package dev.scopedgate.oauth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.ResourceServerConfig;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.TokenIdentity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Remembers what verified tokens say, by their hash, so that a signature need not be verified at every call: never the
 * token, never a refusal, no more than so many of usual size, not beyond {@code exp}, not beyond a short greatest age, and not beyond
 * the life of the key that verified it.
 */
@Singleton
public class VerifiedTokens {

    /** What a token of usual claims stays below: a longer one counts for several. */
    private static final int USUAL_BYTES = 4 * 1024;

    /** Of a set's entry and a string, besides the characters. */
    private static final int SCOPE_BYTES = 120;

    private final boolean enabled;
    private final Cache<TokenHash, Verified> remembered;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** With what tells whether the one who vouched for it still does. */
    private record Verified(TokenIdentity identity, BooleanSupplier vouchedFor) {
        AccessToken token() {
            return identity.token();
        }
    }

    public VerifiedTokens(ResourceServerConfig config) {
        enabled = config.tokenCache().maxEntries() > 0;
        remembered = Caffeine.newBuilder()
                .maximumWeight(config.tokenCache().maxEntries())
                .weigher((TokenHash hash, Verified verified) -> weight(verified.token()))
                // upkeep is a few steps each time: to wake another thread for it costs more
                .executor(Runnable::run)
                .expireAfterWrite(config.tokenCache().maxAge().read())
                .build();
    }

    private static int weight(AccessToken token) {
        int characters = token.subject().length()
                + token.clientId().map(String::length).orElse(0)
                + token.ring().map(String::length).orElse(0)
                + token.scopes().stream().mapToInt(String::length).sum();
        // two bytes for a character, at most
        return 1 + (2 * characters + SCOPE_BYTES * token.scopes().size()) / USUAL_BYTES;
    }

    /** What the token of that hash says, if it may still be taken for verified. */
    public Optional<AccessToken> find(TokenHash hash) {
        return identity(hash).map(TokenIdentity::token);
    }

    /** The same as the identity of a request. */
    public Optional<TokenIdentity> identity(TokenHash hash) {
        Verified found = remembered.getIfPresent(hash);
        if (found == null) {
            return Optional.empty();
        }
        if (!Instant.now().isBefore(found.token().expiresAt()) || !found.vouchedFor.getAsBoolean()) {
            remembered.invalidate(hash);
            return Optional.empty();
        }
        hits.increment();
        return Optional.of(found.identity);
    }

    /** Notes that a token was not found and is judged anew; not within {@link #find}, which one call may ask twice. */
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

    /** Remembers it until its end or the greatest age, for as long as it is vouched for. */
    public void remember(TokenHash hash, AccessToken token, BooleanSupplier vouchedFor) {
        if (enabled) {
            remembered.put(hash, new Verified(new TokenIdentity(token), vouchedFor));
        }
    }
}
