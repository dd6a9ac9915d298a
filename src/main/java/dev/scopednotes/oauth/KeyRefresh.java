package dev.scopednotes.oauth;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * When one issuer's keys are fetched: by its schedule, and sooner for those with an unknown key id, who all wait for the
 * same fetch and cause no two within the least interval; never two at a time, and none once it is stopped.
 */
final class KeyRefresh {

    private static final long NONE = -1;
    private static final String STOPPED = "stopped";

    private final Vertx vertx;

    /** Of no request: what is begun on a request's, timers and all that they begin, keeps what belongs to it. */
    private final Context context;

    private final Supplier<Future<Fetched>> fetch;
    private final Supplier<Future<?>> locate;
    private final RefreshSchedule schedule;
    private final Duration leastInterval;

    private Future<KeySet> inFlight;

    /** For those with an unknown key id: not yet a fetch, so that it does not keep the scheduled one from beginning. */
    private Promise<KeySet> waiting;

    private long waitingTimer = NONE;
    private long scheduled = NONE;
    private long scheduledFor;
    private long lastAttempt = System.nanoTime();
    private boolean stopped;

    /**
     * What a fetch has brought.
     *
     * @param maxAge how long its issuer lets it be kept, where it says so
     */
    record Fetched(KeySet keys, Optional<Duration> maxAge) {}

    /** @param locate looks whether the keys have moved, before each fetch by the schedule, which nobody waits for */
    KeyRefresh(
            Vertx vertx,
            ResourceServerConfig.Keys config,
            Supplier<Future<Fetched>> fetch,
            Supplier<Future<?>> locate) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.fetch = fetch;
        this.locate = locate;
        this.schedule = new RefreshSchedule(config);
        this.leastInterval = config.unknownKeyInterval().read();
    }

    /** The fetch that has begun and is not over. */
    synchronized Optional<Future<KeySet>> underWay() {
        return Optional.ofNullable(inFlight);
    }

    /** A fetch that has not yet begun, or begins as soon as the least interval allows, one for all who ask. */
    synchronized Future<KeySet> soon() {
        if (stopped) {
            return Future.failedFuture(STOPPED);
        }
        Duration sinceLastAttempt = Duration.ofNanos(System.nanoTime() - lastAttempt);
        long wait = leastInterval.minus(sinceLastAttempt).toMillis();
        if (inFlight != null || wait <= 0) {
            return now();
        }
        if (waiting == null) {
            waiting = Promise.promise();
            waitingTimer = vertx.setTimer(wait, id -> nowForThoseWaiting());
        }
        return waiting.future();
    }

    private void nowForThoseWaiting() {
        Promise<KeySet> those;
        synchronized (this) {
            those = waiting;
            waiting = null;
        }
        if (those != null) {
            now().onComplete(those);
        }
    }

    /** The fetch that is under way, or else one that begins. */
    synchronized Future<KeySet> now() {
        if (inFlight != null) {
            return inFlight;
        }
        if (stopped) {
            return Future.failedFuture(STOPPED);
        }
        Promise<KeySet> begun = Promise.promise();
        inFlight = begun.future();
        lastAttempt = System.nanoTime();
        context.runOnContext(ignored -> Future.succeededFuture()
                // what it throws is a failure like others
                .compose(now -> fetch.get())
                .onSuccess(this::succeeded)
                .onFailure(this::failed)
                .map(Fetched::keys)
                .onComplete(begun));
        return begun.future();
    }

    private synchronized void succeeded(Fetched fetched) {
        inFlight = null;
        schedule(schedule.afterSuccess(fetched.maxAge()));
    }

    private synchronized void failed(Throwable cause) {
        inFlight = null;
        schedule(schedule.afterFailure());
    }

    /** Never later than was planned: those with an unknown key id must not be able to put the schedule off. */
    private void schedule(long millis) {
        long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (stopped || scheduled != NONE && at - scheduledFor >= 0) {
            return;
        }
        vertx.cancelTimer(scheduled);
        scheduledFor = at;
        scheduled = vertx.setTimer(Math.max(1, millis), id -> bySchedule());
    }

    private void bySchedule() {
        synchronized (this) {
            scheduled = NONE;
        }
        Future.succeededFuture().compose(now -> locate.get()).onComplete(located -> now());
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Cancels what is to come; those who wait are told that nothing will. */
    synchronized void stop() {
        stopped = true;
        vertx.cancelTimer(scheduled);
        vertx.cancelTimer(waitingTimer);
        if (waiting != null) {
            waiting.fail(STOPPED);
            waiting = null;
        }
    }
}
