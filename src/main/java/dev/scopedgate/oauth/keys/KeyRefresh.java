package dev.scopedgate.oauth.keys;

import dev.scopedgate.oauth.keys.KeySource.Published;
import dev.scopedgate.oauth.settings.KeysConfig;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fetches one issuer's keys at the start, by schedule, and sooner for unknown key ids, which share one fetch. Never two
 * fetches at a time, none after {@link #stop}, and none by schedule or for a key id within the minimum interval after
 * another.
 */
public final class KeyRefresh {

    private static final String STOPPED = "stopped";

    private final Timers timers;

    /** Not a request's context: timers and fetches that are started there would keep that request's data. */
    private final Context context;

    private final Supplier<Future<Published>> fetch;
    private final RefreshSchedule schedule;
    private final Duration minInterval;

    private Future<KeySet> inFlight;

    /** For unknown key ids. Not yet a fetch, so it does not delay the scheduled one. */
    private Promise<KeySet> waiting;

    private long lastAttempt;
    private boolean stopped;

    /** @param locate checks before each scheduled fetch, for which no caller waits, whether the JWKS URI has changed */
    public KeyRefresh(Vertx vertx, KeysConfig config, Supplier<Future<Published>> fetch, Supplier<Future<?>> locate) {
        this(vertx, Timers.of(vertx), config, fetch, locate);
    }

    KeyRefresh(
            Vertx vertx,
            Timers timers,
            KeysConfig config,
            Supplier<Future<Published>> fetch,
            Supplier<Future<?>> locate) {
        this.timers = timers;
        // the first fetch waits for nothing
        this.lastAttempt =
                timers.nanoTime() - config.unknownKeyInterval().read().toNanos();
        this.context = vertx.getOrCreateContext();
        this.fetch = fetch;
        this.schedule = new RefreshSchedule(
                timers,
                config,
                () -> Future.succeededFuture().compose(now -> locate.get()).onComplete(located -> soon()));
        this.minInterval = config.unknownKeyInterval().read();
    }

    /** The running fetch, if any. */
    public synchronized Optional<Future<KeySet>> underWay() {
        return Optional.ofNullable(inFlight);
    }

    /** A fetch that starts after this call, as soon as the minimum interval allows; shared by all callers. */
    public synchronized Future<KeySet> soon() {
        if (stopped) {
            return Future.failedFuture(STOPPED);
        }
        Duration sinceLastAttempt = Duration.ofNanos(timers.nanoTime() - lastAttempt);
        // rounded up: never within the interval
        long wait = minInterval.minus(sinceLastAttempt).plusNanos(999_999).toMillis();
        if (inFlight != null || wait <= 0) {
            return now();
        }
        if (waiting == null) {
            waiting = Promise.promise();
            timers.set(wait, this::fetchForWaiting);
        }
        return waiting.future();
    }

    private void fetchForWaiting() {
        Promise<KeySet> callers;
        synchronized (this) {
            callers = waiting;
            waiting = null;
        }
        // null after stop(), which has failed it
        if (callers != null) {
            now().onComplete(callers);
        }
    }

    /** The running fetch, or else a new one at once, whatever the interval. */
    public synchronized Future<KeySet> now() {
        if (inFlight != null) {
            return inFlight;
        }
        if (stopped) {
            return Future.failedFuture(STOPPED);
        }
        Promise<KeySet> begun = Promise.promise();
        inFlight = begun.future();
        lastAttempt = timers.nanoTime();
        context.runOnContext(ignored -> Future.succeededFuture()
                // turns an exception into a failed future
                .compose(now -> fetch.get())
                .onSuccess(this::succeeded)
                .onFailure(this::failed)
                .map(Published::keys)
                .onComplete(begun));
        return begun.future();
    }

    private synchronized void succeeded(Published published) {
        inFlight = null;
        schedule.afterSuccess(published.maxAge());
    }

    private synchronized void failed(Throwable cause) {
        inFlight = null;
        schedule.afterFailure();
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Cancels scheduled fetches and fails the callers that wait for one. */
    public synchronized void stop() {
        stopped = true;
        schedule.cancel();
        if (waiting != null) {
            waiting.fail(STOPPED);
            waiting = null;
        }
    }
}
