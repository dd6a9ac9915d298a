package dev.scopedgate.audit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * A bounded queue of events. Events that may be dropped are accepted only while it is less than three quarters full;
 * those that must not be dropped wait, in order, until there is room. Each of these holds back the answer to its call, so
 * there are no more of them than unanswered calls.
 */
final class AuditQueue {

    private static final Logger LOG = Logger.getLogger(AuditQueue.class);

    /** For so long events are collected: to wake a thread for each costs more than to write it. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition worthWaking = lock.newCondition();
    private final Queue<AuditEvent> events = new ArrayDeque<>();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final int size;
    private final int maxDroppable;
    private final int crowded;
    private boolean asleep;
    private boolean closed;

    private record Waiting(AuditEvent event, Promise<Void> taken) {}

    AuditQueue(int size) {
        this.size = size;
        maxDroppable = size - size / 4;
        crowded = (maxDroppable + 1) / 2;
    }

    /** Queues an event that may be dropped, if there is room. */
    boolean offer(AuditEvent event) {
        lock.lock();
        try {
            if (events.size() >= maxDroppable) {
                return false;
            }
            add(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Queues an event that must not be dropped. The future completes once there is room, and never fails. */
    Future<Void> take(AuditEvent event) {
        lock.lock();
        try {
            if (events.size() < size) {
                add(event);
                return Future.succeededFuture();
            }
            Promise<Void> taken = Promise.promise();
            waiting.add(new Waiting(event, taken));
            return taken.future();
        } finally {
            lock.unlock();
        }
    }

    private void add(AuditEvent event) {
        events.add(event);
        if (asleep || events.size() == crowded) {
            asleep = false;
            worthWaking.signal();
        }
    }

    /** The next event; null if there is none. Its place goes to one that waits. */
    AuditEvent poll() {
        AuditEvent next;
        Waiting admitted;
        lock.lock();
        try {
            next = events.poll();
            // there are some only while the queue is full
            admitted = waiting.poll();
            if (admitted != null) {
                events.add(admitted.event);
            }
        } finally {
            lock.unlock();
        }
        if (admitted != null) {
            release(admitted.taken);
        }
        return next;
    }

    /** For the response that waits, and runs here. */
    private static void release(Promise<Void> taken) {
        try {
            taken.complete();
        } catch (RuntimeException | Error e) {
            // thrown by the waiting response; the event is queued, and later ones must be too
            LOG.errorf("A response could not be released: %s", e.getClass().getName());
        }
    }

    /** Returns when there are events, some time after the first one, or when that time is over. */
    void await(long seconds) throws InterruptedException {
        lock.lock();
        try {
            linger();
            if (events.isEmpty() && !closed) {
                asleep = true;
                worthWaking.awaitNanos(TimeUnit.SECONDS.toNanos(seconds));
                asleep = false;
                if (!events.isEmpty()) {
                    linger();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void linger() throws InterruptedException {
        if (events.size() < crowded && !closed) {
            worthWaking.awaitNanos(LINGER_NANOS);
        }
    }

    /** From now on nothing is waited for. */
    void close() {
        lock.lock();
        try {
            closed = true;
            worthWaking.signal();
        } finally {
            lock.unlock();
        }
    }
}
