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
 * Bounded room for events that are to be written. What may be lost finds none once three quarters are taken; what may not
 * stands outside until there is some, in its order.
 */
final class AuditQueue {

    private static final Logger LOG = Logger.getLogger(AuditQueue.class);

    /** In which the least room, of 16, takes twelve events that may be lost: 12,000 a second. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BlockingQueue<AuditEvent> room;
    private final int roomForSome;
    private final Queue<Waiting> outside = new ConcurrentLinkedQueue<>();

    private record Waiting(AuditEvent event, Promise<Void> taken) {}

    AuditQueue(int size) {
        room = new LinkedBlockingQueue<>(size);
        roomForSome = size - size / 4;
    }

    /** Takes an event that may be lost, if there is room for such. */
    boolean offer(AuditEvent event) {
        return room.size() < roomForSome && room.offer(event);
    }

    /** Takes an event that may not be lost; what it gives back completes once there is room for it, never with a failure. */
    Future<Void> take(AuditEvent event) {
        if (outside.isEmpty() && room.offer(event)) {
            return Future.succeededFuture();
        }
        Promise<Void> taken = Promise.promise();
        outside.add(new Waiting(event, taken));
        // room may have come between the two lines above, and the writer may be asleep
        letIn();
        return taken.future();
    }

    /** The next that is to be written, if one comes in that time; its place goes to those outside. */
    AuditEvent poll(long seconds) throws InterruptedException {
        AuditEvent next = room.poll();
        if (next == null && seconds > 0) {
            next = room.poll(seconds, TimeUnit.SECONDS);
            // for others to come: to be woken for each costs more than to write it
            LockSupport.parkNanos(LINGER_NANOS);
        }
        letIn();
        return next;
    }

    /** Wakes whoever waits in {@link #poll}, if there is room to do so; otherwise nobody waits. */
    void wake(AuditEvent event) {
        room.offer(event);
    }

    boolean isEmpty() {
        return room.isEmpty() && outside.isEmpty();
    }

    private void letIn() {
        for (Waiting next = nextIn(); next != null; next = nextIn()) {
            try {
                next.taken.complete();
            } catch (RuntimeException | Error e) {
                // of the answer that waited for this; the event is in, and those behind it must come in too
                LOG.errorf("An answer could not be let go: %s", e.getClass().getName());
            }
        }
    }

    private Waiting nextIn() {
        synchronized (outside) {
            Waiting next = outside.peek();
            return next != null && room.offer(next.event) ? outside.remove() : null;
        }
    }
}
