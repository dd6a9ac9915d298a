package dev.scopednotes.oauth;

import dev.scopednotes.oauth.KeySource.Published;
import dev.scopednotes.oauth.Refusal.KeysUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One issuer's keys, in memory and never fetched on a request's thread: got at start-up, refreshed in the background, at
 * once but rarely for an unknown key id, and served stale for a stated time while the issuer is away.
 */
final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration QUIET = Duration.ofSeconds(10);

    private final String issuer;
    private final KeySource source;
    private final HeldKeys held;
    private final KeyRefresh refresh;
    private final Fetches fetches = new Fetches();
    private final long patienceMillis;

    /** Since the last fetch; both are of the one thread on which fetches end. */
    private boolean away;

    private long warned;

    IssuerKeys(Vertx vertx, String issuer, KeySource source, ResourceServerConfig.Keys config) {
        this.issuer = issuer;
        this.source = source;
        this.held = new HeldKeys(config.maxStale().read());
        this.patienceMillis =
                config.unknownKeyInterval().read().plus(config.timeout().read()).toMillis();
        this.refresh = new KeyRefresh(vertx, config, this::fetch, source::locate);
    }

    String issuer() {
        return issuer;
    }

    /** The keys with which tokens can be judged now; nothing before the first fetch and when they are too old. */
    Optional<KeySet> available() {
        return held.available();
    }

    Fetches fetches() {
        return fetches;
    }

    /** How old the keys are; nothing before the first fetch. */
    Optional<Duration> age() {
        return held.age();
    }

    /**
     * The keys in which that key id is known, or, after a refresh, known not to be; fails with a {@link KeysUnavailable}
     * refusal when the issuer could not be asked in the time that a fetch may be put off and take. Without a key id nothing
     * is fetched.
     */
    Uni<KeySet> forKeyId(Optional<String> keyId) {
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
    boolean hasAnswerFor(Optional<String> keyId) {
        return available().filter(keys -> keyId.isEmpty() || keys.knows(keyId)).isPresent();
    }

    private Future<KeySet> sought(Optional<String> keyId) {
        return refresh.underWay()
                // it may have been answered before the key was published
                .map(joined ->
                        joined.compose(keys -> keys.knows(keyId) ? Future.succeededFuture(keys) : refresh.soon()))
                .orElseGet(refresh::soon);
    }

    Future<KeySet> refresh() {
        return refresh.now();
    }

    private Future<Published> fetch() {
        return source.fetch().map(this::received).onFailure(this::failed);
    }

    private Published received(Published published) {
        fetches.succeeded();
        away = false;
        if (held.age().isEmpty()) {
            LOG.infof("Keys of issuer %s received", issuer);
        }
        return new Published(held.replaceWith(published.keys()), published.maxAge());
    }

    private void failed(Throwable cause) {
        if (refresh.isStopped()) {
            // broken off by us
            return;
        }
        fetches.failed();
        if (away && System.nanoTime() - warned < QUIET.toNanos()) {
            // unknown key ids cause a fetch a second, and must not fill the log
            return;
        }
        away = true;
        warned = System.nanoTime();
        LOG.warnf(
                "The keys of issuer %s could not be fetched (%s); %s",
                issuer,
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
                available().isPresent()
                        ? "those in memory go on serving"
                        : "none of its tokens can be judged until they can");
    }

    void stop() {
        refresh.stop();
        source.close();
    }
}
