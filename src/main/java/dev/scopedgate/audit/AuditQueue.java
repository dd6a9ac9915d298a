package dev.scopedgate.audit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A bounded queue of events. Events that may be dropped are accepted only while it is less than three quarters full;
 * those that must not be dropped wait, in order, until there is room. Each of these holds back the answer to its call, so
 * there are no more of them than unanswered calls.
 */
final class AuditQueue {

    private static final Logger LOG = Logger.getLogger(AuditQueue.class);

    /** In this time the smallest queue, of 16, accepts twelve droppable events: 12,000 per second. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BlockingQueue<AuditEvent> events;
    private final int maxDroppable;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    private record Waiting(AuditEvent event, Promise<Void> taken) {}

    AuditQueue(int size) {
        events = new LinkedBlockingQueue<>(size);
        maxDroppable = size - size / 4;
    }

    /** Queues an event that may be dropped, if there is room. */
    boolean offer(AuditEvent event) {
        return events.size() < maxDroppable && events.offer(event);
    }

    /** Queues an event that must not be dropped. The future completes once there is room, and never fails. */
    Future<Void> take(AuditEvent event) {
        if (waiting.isEmpty() && events.offer(event)) {
            return Future.succeededFuture();
        }
        Promise<Void> taken = Promise.promise();
        waiting.add(new Waiting(event, taken));
        // room may have appeared meanwhile, and the writer may be asleep
        admitWaiting();
        return taken.future();
    }

    /** The next event, if one arrives in this time; its place goes to waiting events. */
    AuditEvent poll(long seconds) throws InterruptedException {
        AuditEvent next = events.poll();
        if (next == null && seconds > 0) {
            next = events.poll(seconds, TimeUnit.SECONDS);
            // collects more events: being woken for each costs more than writing it
            LockSupport.parkNanos(LINGER_NANOS);
        }
        admitWaiting();
        return next;
    }

    /** Wakes the thread in {@link #poll} if the queue has room; if it is full, no thread waits. */
    void wake(AuditEvent event) {
        events.offer(event);
    }

    boolean isEmpty() {
        return events.isEmpty() && waiting.isEmpty();
    }

    private void admitWaiting() {
        for (Waiting next = admitNext(); next != null; next = admitNext()) {
            try {
                next.taken.complete();
            } catch (RuntimeException | Error e) {
                // thrown by the waiting response; the event is queued, and later ones must be too
                LOG.errorf("A response could not be released: %s", e.getClass().getName());
            }
        }
    }

    private Waiting admitNext() {
        synchronized (waiting) {
            Waiting next = waiting.peek();
            return next != null && events.offer(next.event) ? waiting.remove() : null;
        }
    }
}
