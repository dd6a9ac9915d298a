package dev.scopednotes.audit;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A bounded line of events before one thread that writes them, so that no request ever waits on a slow log with its thread.
 * What may be lost is dropped and counted once three quarters of the room are taken; what may not stands outside until
 * there is room, and so does the answer that it belongs to.
 */
final class AuditLog implements Runnable {

    private static final long SUMMARY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final AuditEvent WAKE = AuditEvent.now(fields -> {});

    private final BlockingQueue<AuditEvent> room;
    private final int roomForSome;
    private final Queue<Waiting> outside = new ConcurrentLinkedQueue<>();
    private final Consumer<AuditEvent> sink;
    private final Supplier<List<AuditEvent>> summaries;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer = new Thread(this, AuditLogger.CATEGORY);
    private volatile boolean stopping;
    private long droppedSaid;
    private long lastSummary = System.nanoTime();

    private record Waiting(AuditEvent event, Promise<Void> taken) {}

    /** @param summaries what is to be said once a second, where there is anything */
    AuditLog(int size, Consumer<AuditEvent> sink, Supplier<List<AuditEvent>> summaries) {
        this.room = new LinkedBlockingQueue<>(size);
        this.roomForSome = size - size / 4;
        this.sink = sink;
        this.summaries = summaries;
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes an event that may be lost, if there is room. */
    boolean offer(AuditEvent event) {
        boolean taken = !ended() && room.size() < roomForSome && room.offer(event);
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    /** Takes an event that may not be lost; what it gives back completes once there is room for it, never with a failure. */
    Future<Void> take(AuditEvent event) {
        if (ended()) {
            write(event);
            return Future.succeededFuture();
        }
        if (outside.isEmpty() && room.offer(event)) {
            return Future.succeededFuture();
        }
        Promise<Void> taken = Promise.promise();
        outside.add(new Waiting(event, taken));
        // room may have come between the two lines above, and the writer may be asleep
        letIn();
        return taken.future();
    }

    private void letIn() {
        for (Waiting next = nextIn(); next != null; next = nextIn()) {
            next.taken.complete();
        }
    }

    private Waiting nextIn() {
        synchronized (outside) {
            Waiting next = outside.peek();
            return next != null && room.offer(next.event) ? outside.remove() : null;
        }
    }

    /** The very last of the process, when the server has closed: whoever still decides writes for itself. */
    private boolean ended() {
        return stopping && !writer.isAlive();
    }

    /** How many events were lost since the start. */
    long dropped() {
        return dropped.sum();
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            try {
                AuditEvent event = room.poll(stopping ? 0 : 1, TimeUnit.SECONDS);
                more = event != null || !stopping || !outside.isEmpty();
                letIn();
                if (event != null && event != WAKE) {
                    write(event);
                }
                if (!more || System.nanoTime() - lastSummary >= SUMMARY_NANOS) {
                    lastSummary = System.nanoTime();
                    summarize();
                }
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException | Error e) {
                // of an answer that could not be let go: the events of all others must go on being written
                dropped.increment();
            }
        }
    }

    private void write(AuditEvent event) {
        try {
            sink.accept(event);
        } catch (RuntimeException | Error e) {
            // a handler that fails: only the number can say it. An error too: denials would wait for this thread for
            // ever
            dropped.increment();
        }
    }

    private void summarize() {
        summaries.get().forEach(this::write);
        long now = dropped.sum();
        if (now > droppedSaid) {
            String lost = Long.toString(now - droppedSaid);
            droppedSaid = now;
            write(AuditEvent.now(fields -> fields.put("decision", "dropped").put("count", lost)));
        }
    }

    /** Ends when all is written, or after that time. */
    void stop(Duration patience) {
        stopping = true;
        room.offer(WAKE);
        try {
            writer.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // what was taken between the writer's last look and its end; not while it hangs in a log that would hang this
        // too
        for (AuditEvent last = room.peek(); last != null && !writer.isAlive(); last = room.peek()) {
            write(room.remove());
        }
    }
}
