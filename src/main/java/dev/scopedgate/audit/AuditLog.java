package dev.scopedgate.audit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One thread that writes what is queued, so that no request ever waits on a slow log with its thread; what is lost is
 * counted and said.
 */
final class AuditLog implements Runnable {

    private static final long SUMMARY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final AuditEvent WAKE = AuditEvent.now(fields -> {});

    private final AuditQueue queue;
    private final Consumer<AuditEvent> sink;
    private final Supplier<List<AuditEvent>> summaries;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer = new Thread(this, AuditLogger.CATEGORY);
    private volatile boolean stopping;
    private long droppedSaid;
    private long lastSummary = System.nanoTime();

    /** @param summaries what is to be said once a second, where there is anything */
    AuditLog(int size, Consumer<AuditEvent> sink, Supplier<List<AuditEvent>> summaries) {
        this.queue = new AuditQueue(size);
        this.sink = sink;
        this.summaries = summaries;
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes an event that may be lost, if there is room. */
    boolean offer(AuditEvent event) {
        boolean taken = !ended() && queue.offer(event);
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    /** Takes an event that may not be lost; what it gives back completes once there is room for it, never with a failure. */
    Future<Void> take(AuditEvent event) {
        Future<Void> taken = queue.take(event);
        if (ended()) {
            writeTheRest();
        }
        return taken;
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
                AuditEvent event = queue.poll(stopping ? 0 : 1);
                more = event != null || !stopping || !queue.isEmpty();
                if (event != null) {
                    write(event);
                }
                if (!more || System.nanoTime() - lastSummary >= SUMMARY_NANOS) {
                    lastSummary = System.nanoTime();
                    summarize();
                }
            } catch (InterruptedException e) {
                stopping = true;
            }
        }
    }

    private void write(AuditEvent event) {
        if (event == WAKE) {
            return;
        }
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
        queue.wake(WAKE);
        try {
            writer.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // what was taken between the writer's last look and its end; not while it hangs in a log that would hang this
        // too
        if (ended()) {
            writeTheRest();
        }
    }

    private synchronized void writeTheRest() {
        try {
            for (AuditEvent last = queue.poll(0); last != null; last = queue.poll(0)) {
                write(last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
