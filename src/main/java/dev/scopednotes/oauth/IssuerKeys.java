package dev.scopednotes.oauth;

import dev.scopednotes.oauth.Refusal.KeysUnavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * One issuer's keys, in memory and never fetched on a request's thread: got at start-up, refreshed in the background, at
 * once but rarely for an unknown key id, and served stale for a stated time while the issuer is away.
 */
final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private final Vertx vertx;
    private final String issuer;
    private final KeySource source;
    private final ResourceServerConfig.Keys config;
    private final RefreshSchedule schedule;

    /** Replaced under the lock of this, read without. */
    private final HeldKeys held;

    private Future<KeySet> inFlight;

    /** For those with an unknown key id: not yet a fetch, so that it does not keep the scheduled one from beginning. */
    private Future<KeySet> waiting;

    private long lastAttempt;
    private long timer = -1;

    private final Fetches fetches = new Fetches();

    IssuerKeys(Vertx vertx, String issuer, KeySource source, ResourceServerConfig.Keys config) {
        this.vertx = vertx;
        this.issuer = issuer;
        this.source = source;
        this.config = config;
        this.schedule = new RefreshSchedule(config);
        this.held = new HeldKeys(config.maxStale().read());
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
     * The keys in which that key id is known, or, after a refresh, known not to be; fails with a
     * {@link KeysUnavailable} refusal when no keys can be had. Without a key id nothing is fetched.
     */
    Uni<KeySet> forKeyId(Optional<String> keyId) {
        Optional<KeySet> available = available();
        if (available.filter(keys -> keyId.isEmpty() || keys.knows(keyId)).isPresent()) {
            return Uni.createFrom().item(available.get());
        }
        return Uni.createFrom()
                .completionStage(() -> refreshSoon().toCompletionStage())
                .onFailure()
                .recoverWithItem(() -> available().orElse(null))
                .onItem()
                .ifNull()
                .failWith(() -> new RefusedException(new KeysUnavailable(Duration.ofSeconds(5))));
    }

    /** Joins the fetch under way; otherwise begins one as soon as the least interval allows, one for all who ask. */
    private synchronized Future<KeySet> refreshSoon() {
        if (inFlight != null) {
            return inFlight;
        }
        Duration sinceLastAttempt = Duration.ofNanos(System.nanoTime() - lastAttempt);
        Duration wait = config.unknownKeyInterval().read().minus(sinceLastAttempt);
        if (wait.toMillis() <= 0) {
            return refresh();
        }
        if (waiting == null) {
            Promise<KeySet> later = Promise.promise();
            waiting = later.future();
            vertx.setTimer(wait.toMillis(), id -> refreshForThoseWaiting().onComplete(later));
        }
        return waiting;
    }

    private synchronized Future<KeySet> refreshForThoseWaiting() {
        waiting = null;
        return refresh();
    }

    synchronized Future<KeySet> refresh() {
        if (inFlight != null) {
            return inFlight;
        }
        Promise<KeySet> now = Promise.promise();
        inFlight = now.future();
        fetch().onComplete(now);
        return now.future();
    }

    private synchronized Future<KeySet> fetch() {
        lastAttempt = System.nanoTime();
        return source.fetch().map(this::received).onFailure(this::failed);
    }

    private synchronized KeySet received(KeySource.Published published) {
        fetches.succeeded();
        if (held.age().isEmpty()) {
            LOG.infof("Keys of issuer %s received", issuer);
        }
        KeySet keys = held.replaceWith(published.keys());
        inFlight = null;
        refreshIn(schedule.afterSuccess(published.maxAge()));
        return keys;
    }

    private synchronized void failed(Throwable cause) {
        fetches.failed();
        LOG.warnf(
                "The keys of issuer %s could not be fetched (%s); %s",
                issuer,
                cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage(),
                available().isPresent()
                        ? "those in memory go on serving"
                        : "none of its tokens can be judged until they can");
        inFlight = null;
        refreshIn(schedule.afterFailure());
    }

    private void refreshIn(long millis) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(Math.max(1, millis), id -> refresh());
    }

    synchronized void stop() {
        vertx.cancelTimer(timer);
        source.close();
    }
}
