package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.CallingContext;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.keys.KeySource.Published;
import dev.scopedgate.oauth.settings.KeysConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Keeps one issuer's keys in memory. They are never fetched on a request's thread: they are fetched at start-up,
 * refreshed in the background, refreshed soon but at a bounded rate for an unknown key id, and used for {@code
 * max-stale} while the issuer is unreachable.
 */
public final class IssuerKeys {

    private static final Unjudged UNAVAILABLE = new Unjudged(RefusalReason.KEYS_UNAVAILABLE, Duration.ofSeconds(5));

    private final String issuer;
    private final KeySource source;
    private final HeldKeys held;
    private final KeyRefresh refresh;
    private final Fetches fetches;
    private final long waitMillis;
    private final NewerFetches newerFetches;

    public IssuerKeys(Vertx vertx, String issuer, KeySource source, KeysConfig config) {
        this.issuer = issuer;
        this.fetches = new Fetches(issuer);
        this.source = source;
        this.held = new HeldKeys(config.maxStale().read());
        this.waitMillis =
                config.unknownKeyInterval().read().plus(config.timeout().read()).toMillis();
        this.newerFetches = new NewerFetches(config.unknownKeyInterval().read());
        this.refresh = new KeyRefresh(vertx, config, this::fetch, source::locate);
    }

    public String issuer() {
        return issuer;
    }

    /** The current keys; empty before the first fetch and when they are too old. */
    public Optional<KeySet> available() {
        return held.available();
    }

    public Fetches fetches() {
        return fetches;
    }

    /** The age of the keys; empty before the first fetch. */
    public Optional<Duration> age() {
        return held.age();
    }

    /**
     * The keys if they contain this key id, otherwise the keys after a refresh, with or without it. Fails with
     * {@link Unjudged} if the issuer does not answer within the delay and the timeout of a fetch. Without a key id
     * nothing is fetched.
     */
    public Uni<KeySet> forKeyId(Optional<String> keyId) {
        Optional<KeySet> known = held(keyId);
        return known.isPresent()
                ? Uni.createFrom().item(known.get())
                : resumed(() -> fetched(keys -> keys.knows(keyId)))
                        .onFailure()
                        // do not use the cached keys: the kid is not proven unknown
                        .transform(failure -> new RefusedException(UNAVAILABLE));
    }

    /** The keys that {@link #forKeyId} returns at once; empty if it fetches them. */
    public Optional<KeySet> held(Optional<String> keyId) {
        return available().filter(keys -> keyId.isEmpty() || keys.knows(keyId));
    }

    /**
     * The keys after one more fetch, for a token that none of these keys has signed, though its key id is known or
     * absent: a key may have been replaced under the same id. Returns the same keys if nothing changed, if the issuer
     * is unreachable, or, without a fetch, if the last such fetch brought nothing and was less than the minimum
     * interval ago. Never fails.
     */
    public Uni<KeySet> newerThan(KeySet judgedBy) {
        Optional<KeySet> newer = available().filter(keys -> keys != judgedBy);
        if (newer.isPresent()) {
            return Uni.createFrom().item(newer.get());
        }
        if (!newerFetches.begin()) {
            return Uni.createFrom().item(judgedBy);
        }
        return resumed(() -> newerFetches.counted(fetched(keys -> keys != judgedBy), judgedBy));
    }

    /** The keys of a running fetch if they are enough, otherwise of the next: a key may be newer than that answer. */
    private Future<KeySet> fetched(Predicate<KeySet> enough) {
        return refresh.underWay()
                .map(joined ->
                        joined.compose(keys -> enough.test(keys) ? Future.succeededFuture(keys) : refresh.soon()))
                .orElseGet(refresh::soon)
                .timeout(waitMillis, TimeUnit.MILLISECONDS);
    }

    private static Uni<KeySet> resumed(Supplier<Future<KeySet>> fetched) {
        return CallingContext.resume(
                Uni.createFrom().completionStage(() -> fetched.get().toCompletionStage()));
    }

    public Future<KeySet> refresh() {
        return refresh.now();
    }

    private Future<Published> fetch() {
        return source.fetch().map(this::received).onFailure(this::failed);
    }

    private Published received(Published published) {
        KeySet keys = held.replaceWith(published.keys());
        fetches.succeeded(keys);
        return new Published(keys, published.maxAge());
    }

    private void failed(Throwable cause) {
        // not after stop(), which cancels the fetch
        if (!refresh.isStopped()) {
            fetches.failed(cause, available().isPresent());
        }
    }

    /** The age of the keys, the unused entries of the JWKS, and the reason if the last fetch failed. */
    public String condition() {
        StringBuilder condition =
                new StringBuilder(age().map(age -> age.toSeconds() + " s old").orElse("never received"));
        available()
                .filter(keys -> !keys.skipped().isEmpty())
                .ifPresent(keys -> condition.append("; not used: ").append(keys.skippedInShort()));
        fetches.lastFailure()
                .ifPresent(
                        reason -> condition.append("; the last fetch failed: ").append(reason));
        return condition.toString();
    }

    public void stop() {
        refresh.stop();
        source.close();
    }
}
