package dev.scopedgate.oauth.keys;

import dev.scopedgate.oauth.ResourceServerConfig;
import dev.scopedgate.oauth.keys.KeySource.Published;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * When one issuer's keys are fetched: by its schedule, and sooner for those with an unknown key id, who all wait for the
 * same fetch; no two within the least interval, whatever causes them, never two at a time, and none once it is stopped.
 */
public final class KeyRefresh {

    private static final String STOPPED = "stopped";

    private final Timers timers;

    /** Of no request: what is begun on a request's, timers and all that they begin, keeps what belongs to it. */
    private final Context context;

    private final Supplier<Future<Published>> fetch;
    private final RefreshSchedule schedule;
    private final NextFetch next;
    private final Duration leastInterval;

    private Future<KeySet> inFlight;

    /** For those with an unknown key id: not yet a fetch, so that it does not keep the scheduled one from beginning. */
    private Promise<KeySet> waiting;

    private long lastAttempt;
    private boolean stopped;

    /** @param locate looks whether the keys have moved, before each fetch by the schedule, which nobody waits for */
    public KeyRefresh(
            Vertx vertx,
            ResourceServerConfig.Keys config,
            Supplier<Future<Published>> fetch,
            Supplier<Future<?>> locate) {
        this(vertx, Timers.of(vertx), config, fetch, locate);
    }

    KeyRefresh(
            Vertx vertx,
            Timers timers,
            ResourceServerConfig.Keys config,
            Supplier<Future<Published>> fetch,
            Supplier<Future<?>> locate) {
        this.timers = timers;
        this.lastAttempt = timers.nanoTime();
        this.context = vertx.getOrCreateContext();
        this.fetch = fetch;
        this.schedule = new RefreshSchedule(config);
        this.next = new NextFetch(
                timers,
                () -> Future.succeededFuture().compose(now -> locate.get()).onComplete(located -> soon()));
        this.leastInterval = config.unknownKeyInterval().read();
    }

    /** The fetch that has begun and is not over. */
    public synchronized Optional<Future<KeySet>> underWay() {
        return Optional.ofNullable(inFlight);
    }

    /** A fetch that has not yet begun, or begins as soon as the least interval allows, one for all who ask. */
    public synchronized Future<KeySet> soon() {
        if (stopped) {
            return Future.failedFuture(STOPPED);
        }
        Duration sinceLastAttempt = Duration.ofNanos(timers.nanoTime() - lastAttempt);
        // rounded up: never within the interval
        long wait = leastInterval.minus(sinceLastAttempt).plusNanos(999_999).toMillis();
        if (inFlight != null || wait <= 0) {
            return now();
        }
        if (waiting == null) {
            waiting = Promise.promise();
            timers.set(wait, this::nowForThoseWaiting);
        }
        return waiting.future();
    }

    private void nowForThoseWaiting() {
        Promise<KeySet> those;
        synchronized (this) {
            those = waiting;
            waiting = null;
        }
        // none once it is stopped: they have been told
        if (those != null) {
            now().onComplete(those);
        }
    }

    /** The fetch that is under way, or else one that begins. */
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
                // what it throws is a failure like others
                .compose(now -> fetch.get())
                .onSuccess(this::succeeded)
                .onFailure(this::failed)
                .map(Published::keys)
                .onComplete(begun));
        return begun.future();
    }

    private synchronized void succeeded(Published published) {
        inFlight = null;
        next.within(schedule.afterSuccess(published.maxAge()));
    }

    private synchronized void failed(Throwable cause) {
        inFlight = null;
        next.within(schedule.afterFailure());
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Cancels what is to come; those who wait are told that nothing will. */
    public synchronized void stop() {
        stopped = true;
        next.cancel();
        if (waiting != null) {
            waiting.fail(STOPPED);
            waiting = null;
        }
    }
}
