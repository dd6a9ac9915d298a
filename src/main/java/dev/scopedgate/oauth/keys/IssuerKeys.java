package dev.scopedgate.oauth.keys;

import dev.scopedgate.http.CallingContext;
import dev.scopedgate.http.ForeignText;
import dev.scopedgate.oauth.Refusal.KeysUnavailable;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.ResourceServerConfig;
import dev.scopedgate.oauth.keys.KeySource.Published;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Keeps one issuer's keys in memory. They are never fetched on a request's thread: they are fetched at start-up,
 * refreshed in the background, refreshed soon but at a bounded rate for an unknown key id, and used for {@code
 * max-stale} while the issuer is unreachable.
 */
public final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration WARN_INTERVAL = Duration.ofSeconds(10);

    /**
     * Above this, a token that no key has signed is refused at once: anyone can make such tokens, and each waiting one
     * takes memory.
     */
    private static final int MAX_WAITING_FOR_NEWER = 64;

    private final String issuer;
    private final KeySource source;
    private final HeldKeys held;
    private final KeyRefresh refresh;
    private final Fetches fetches = new Fetches();
    private final long waitMillis;
    private final long minIntervalNanos;

    /** When a fetch for a token that no key had signed last brought no new keys. */
    private volatile long unchangedAt;

    private final AtomicInteger waitingForNewer = new AtomicInteger();

    /** State of the last fetch. Used only on the thread on which fetches end. */
    private boolean unreachable;

    private long warnedAt;
    private List<String> loggedSkipped = List.of();
    private volatile Optional<String> lastFailure = Optional.empty();

    public IssuerKeys(Vertx vertx, String issuer, KeySource source, ResourceServerConfig.Keys config) {
        this.issuer = issuer;
        this.source = source;
        this.held = new HeldKeys(config.maxStale().read());
        this.waitMillis =
                config.unknownKeyInterval().read().plus(config.timeout().read()).toMillis();
        this.minIntervalNanos = config.unknownKeyInterval().read().toNanos();
        this.unchangedAt = System.nanoTime() - minIntervalNanos;
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
     * The keys if they contain this key id, otherwise the keys after a refresh, with or without it. Fails with {@link
     * KeysUnavailable} if the issuer does not answer within the delay and the timeout of a fetch. Without a key id
     * nothing is fetched.
     */
    public Uni<KeySet> forKeyId(Optional<String> keyId) {
        Optional<KeySet> available = available();
        if (available.filter(keys -> keyId.isEmpty() || keys.knows(keyId)).isPresent()) {
            return Uni.createFrom().item(available.get());
        }
        return CallingContext.resume(Uni.createFrom()
                        .completionStage(() -> refreshed(keyId)
                                .timeout(waitMillis, TimeUnit.MILLISECONDS)
                                .toCompletionStage()))
                .onFailure()
                // do not use the cached keys: the kid is not proven unknown
                .transform(failure -> new RefusedException(new KeysUnavailable(RETRY_AFTER)));
    }

    /** Whether {@link #forKeyId} answers at once. */
    public boolean hasAnswerFor(Optional<String> keyId) {
        return available().filter(keys -> keyId.isEmpty() || keys.knows(keyId)).isPresent();
    }

    /**
     * The keys after one more fetch, for a token that none of these keys has signed, though its key id is known or
     * absent: a key may have been replaced under the same id. Returns the same keys if nothing changed, if the issuer
     * is unreachable, or, without a fetch, if the last such fetch brought nothing and was less than the minimum
     * interval ago. Never fails.
     */
    public Uni<KeySet> newerThan(KeySet judgedBy) {
        Optional<KeySet> available = available();
        if (available.filter(keys -> keys != judgedBy).isPresent()) {
            return Uni.createFrom().item(available.get());
        }
        if (System.nanoTime() - unchangedAt < minIntervalNanos || waitingForNewer.get() >= MAX_WAITING_FOR_NEWER) {
            return Uni.createFrom().item(judgedBy);
        }
        waitingForNewer.incrementAndGet();
        return CallingContext.resume(Uni.createFrom()
                .completionStage(() -> refetched(judgedBy)
                        .timeout(waitMillis, TimeUnit.MILLISECONDS)
                        .otherwise(judgedBy)
                        .onComplete(done -> waitingForNewer.decrementAndGet())
                        .onSuccess(keys -> unchangedAt = keys == judgedBy ? System.nanoTime() : unchangedAt)
                        .toCompletionStage()));
    }

    private Future<KeySet> refetched(KeySet judgedBy) {
        return refresh.underWay()
                .map(joined -> joined.compose(keys -> keys == judgedBy ? refresh.soon() : Future.succeededFuture(keys)))
                .orElseGet(refresh::soon);
    }

    private Future<KeySet> refreshed(Optional<String> keyId) {
        return refresh.underWay()
                // the key may have been published after the issuer answered
                .map(joined ->
                        joined.compose(keys -> keys.knows(keyId) ? Future.succeededFuture(keys) : refresh.soon()))
                .orElseGet(refresh::soon);
    }

    public Future<KeySet> refresh() {
        return refresh.now();
    }

    private Future<Published> fetch() {
        return source.fetch().map(this::received).onFailure(this::failed);
    }

    private Published received(Published published) {
        fetches.succeeded();
        unreachable = false;
        lastFailure = Optional.empty();
        if (held.age().isEmpty()) {
            LOG.infof("Keys of issuer %s received", issuer);
        }
        KeySet keys = held.replaceWith(published.keys());
        logSkipped(keys);
        return new Published(keys, published.maxAge());
    }

    /** Logs the unused entries, once for each change. */
    private void logSkipped(KeySet keys) {
        if (!keys.skipped().equals(loggedSkipped)) {
            loggedSkipped = keys.skipped();
            if (!loggedSkipped.isEmpty()) {
                LOG.logf(
                        keys.isFaulty() ? Level.WARN : Level.INFO,
                        "%d keys of issuer %s are not used: %s",
                        loggedSkipped.size(),
                        issuer,
                        keys.skippedInShort());
            }
        }
    }

    private void failed(Throwable cause) {
        if (refresh.isStopped()) {
            // cancelled by stop()
            return;
        }
        fetches.failed();
        lastFailure = Optional.of(ForeignText.message(cause));
        if (unreachable && System.nanoTime() - warnedAt < WARN_INTERVAL.toNanos()) {
            // unknown key ids cause a fetch per second, which must not fill the log
            return;
        }
        unreachable = true;
        warnedAt = System.nanoTime();
        LOG.warnf(
                "The keys of issuer %s could not be fetched (%s); %s",
                issuer,
                ForeignText.message(cause),
                available().isPresent() ? "the cached keys stay in use" : "its tokens cannot be verified until then");
    }

    /** The age of the keys, the unused entries of the JWKS, and the reason if the last fetch failed. */
    public String condition() {
        StringBuilder condition =
                new StringBuilder(age().map(age -> age.toSeconds() + " s old").orElse("never received"));
        available()
                .filter(keys -> !keys.skipped().isEmpty())
                .ifPresent(keys -> condition.append("; not used: ").append(keys.skippedInShort()));
        lastFailure.ifPresent(
                reason -> condition.append("; the last fetch failed: ").append(reason));
        return condition.toString();
    }

    public void stop() {
        refresh.stop();
        source.close();
    }
}
