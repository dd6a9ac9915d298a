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
 * One issuer's keys, in memory and never fetched on a request's thread: got at start-up, refreshed in the background, at
 * once but rarely for an unknown key id, and served stale for a stated time while the issuer is away.
 */
public final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(10);

    /** Beyond it a token that no key has signed is refused at once: strangers can make them, and each one that waits is held. */
    private static final int MAX_ASKING_FOR_NEWER = 64;

    private final String issuer;
    private final KeySource source;
    private final HeldKeys held;
    private final KeyRefresh refresh;
    private final Fetches fetches = new Fetches();
    private final long patienceMillis;
    private final long leastIntervalNanos;

    /** When a fetch for a token that no key had signed last changed nothing. */
    private volatile long inVainAt;

    private final AtomicInteger askingForNewer = new AtomicInteger();

    /** Since the last fetch; both are of the one thread on which fetches end. */
    private boolean away;

    private long warned;
    private List<String> told = List.of();
    private volatile Optional<String> lastFailure = Optional.empty();

    public IssuerKeys(Vertx vertx, String issuer, KeySource source, ResourceServerConfig.Keys config) {
        this.issuer = issuer;
        this.source = source;
        this.held = new HeldKeys(config.maxStale().read());
        this.patienceMillis =
                config.unknownKeyInterval().read().plus(config.timeout().read()).toMillis();
        this.leastIntervalNanos = config.unknownKeyInterval().read().toNanos();
        this.inVainAt = System.nanoTime() - leastIntervalNanos;
        this.refresh = new KeyRefresh(vertx, config, this::fetch, source::locate);
    }

    public String issuer() {
        return issuer;
    }

    /** The keys with which tokens can be judged now; nothing before the first fetch and when they are too old. */
    public Optional<KeySet> available() {
        return held.available();
    }

    public Fetches fetches() {
        return fetches;
    }

    /** How old the keys are; nothing before the first fetch. */
    public Optional<Duration> age() {
        return held.age();
    }

    /**
     * The keys in which that key id is known, or, after a refresh, known not to be; fails with a {@link KeysUnavailable}
     * refusal when the issuer could not be asked in the time that a fetch may be put off and take. Without a key id nothing
     * is fetched.
     */
    public Uni<KeySet> forKeyId(Optional<String> keyId) {
        Optional<KeySet> available = available();
        if (available.filter(keys -> keyId.isEmpty() || keys.knows(keyId)).isPresent()) {
            return Uni.createFrom().item(available.get());
        }
        return CallingContext.resume(Uni.createFrom()
                        .completionStage(() -> sought(keyId)
                                .timeout(patienceMillis, TimeUnit.MILLISECONDS)
                                .toCompletionStage()))
                .onFailure()
                // not the keys that are held: nobody has learned that this one is none
                .transform(failure -> new RefusedException(new KeysUnavailable(RETRY_AFTER)));
    }

    /** Whether {@link #forKeyId} has its answer now, and nobody waits. */
    public boolean hasAnswerFor(Optional<String> keyId) {
        return available().filter(keys -> keyId.isEmpty() || keys.knows(keyId)).isPresent();
    }

    /**
     * The keys after one more fetch, for a token that none of those has signed, though its key id is known or it has none: a
     * key may have been replaced under its id. The same keys when nothing has changed, when the issuer cannot be asked, and
     * without a fetch when the last such one, less than the least interval ago, was in vain. Never fails.
     */
    public Uni<KeySet> newerThan(KeySet judgedBy) {
        Optional<KeySet> available = available();
        if (available.filter(keys -> keys != judgedBy).isPresent()) {
            return Uni.createFrom().item(available.get());
        }
        if (System.nanoTime() - inVainAt < leastIntervalNanos || askingForNewer.get() >= MAX_ASKING_FOR_NEWER) {
            return Uni.createFrom().item(judgedBy);
        }
        askingForNewer.incrementAndGet();
        return CallingContext.resume(Uni.createFrom()
                .completionStage(() -> replaced(judgedBy)
                        .timeout(patienceMillis, TimeUnit.MILLISECONDS)
                        .otherwise(judgedBy)
                        .onComplete(done -> askingForNewer.decrementAndGet())
                        .onSuccess(keys -> inVainAt = keys == judgedBy ? System.nanoTime() : inVainAt)
                        .toCompletionStage()));
    }

    private Future<KeySet> replaced(KeySet judgedBy) {
        return refresh.underWay()
                .map(joined -> joined.compose(keys -> keys == judgedBy ? refresh.soon() : Future.succeededFuture(keys)))
                .orElseGet(refresh::soon);
    }

    private Future<KeySet> sought(Optional<String> keyId) {
        return refresh.underWay()
                // it may have been answered before the key was published
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
        away = false;
        lastFailure = Optional.empty();
        if (held.age().isEmpty()) {
            LOG.infof("Keys of issuer %s received", issuer);
        }
        KeySet keys = held.replaceWith(published.keys());
        tellOfSkipped(keys);
        return new Published(keys, published.maxAge());
    }

    /** Once, and again when they are others. */
    private void tellOfSkipped(KeySet keys) {
        if (!keys.skipped().equals(told)) {
            told = keys.skipped();
            if (!told.isEmpty()) {
                LOG.logf(
                        keys.isFaulty() ? Level.WARN : Level.INFO,
                        "%d keys of issuer %s are not used: %s",
                        told.size(),
                        issuer,
                        keys.skippedInShort());
            }
        }
    }

    private void failed(Throwable cause) {
        if (refresh.isStopped()) {
            // broken off by us
            return;
        }
        fetches.failed();
        lastFailure = Optional.of(ForeignText.message(cause));
        if (away && System.nanoTime() - warned < QUIET.toNanos()) {
            // unknown key ids cause a fetch a second, and must not fill the log
            return;
        }
        away = true;
        warned = System.nanoTime();
        LOG.warnf(
                "The keys of issuer %s could not be fetched (%s); %s",
                issuer,
                ForeignText.message(cause),
                available().isPresent()
                        ? "those in memory go on serving"
                        : "none of its tokens can be judged until they can");
    }

    /** How old the keys are, which entries of the JWKS are not used, and why the last fetch failed, if it did. */
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
