package dev.scopedgate.audit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Writes queued events on one thread, so that no request thread waits for a slow log. Lost events are counted and
 * reported.
 */
final class AuditLog implements Runnable {

    private static final long SUMMARY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AuditQueue queue;
    private final AuditSink sink;
    private final Supplier<List<AuditEvent>> summaries;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer = new Thread(this, AuditLogger.CATEGORY);
    private volatile boolean stopping;
    private long droppedReported;
    private long lastSummary = System.nanoTime();

    /** @param summaries events to write once a second, if any */
    AuditLog(int size, AuditSink sink, Supplier<List<AuditEvent>> summaries) {
        this.queue = new AuditQueue(size);
        this.sink = sink;
        this.summaries = summaries;
        writer.setDaemon(true);
        writer.start();
    }

    /** Queues an event that may be dropped, if there is room. */
    boolean offer(AuditEvent event) {
        boolean taken = !ended() && queue.offer(event);
        if (!taken) {
            dropped.increment();
        }
        return taken;
    }

    /** Queues an event that must not be dropped. The future completes once there is room, and never fails. */
    Future<Void> take(AuditEvent event) {
        Future<Void> taken = queue.take(event);
        if (ended()) {
            writeRemaining();
        }
        return taken;
    }

    /** Whether the writer has ended at shutdown: callers then write their own events. */
    private boolean ended() {
        return stopping && !writer.isAlive();
    }

    /** The number of dropped events since the start. */
    long dropped() {
        return dropped.sum();
    }

    @Override
    public void run() {
        boolean more = true;
        while (more) {
            AuditEvent event = queue.poll();
            if (event != null) {
                write(event);
            }
            more = event != null || !stopping;
            if (!more || System.nanoTime() - lastSummary >= SUMMARY_NANOS) {
                lastSummary = System.nanoTime();
                summarize();
            }
            if (event == null) {
                endBatch();
                awaitMore();
            }
        }
    }

    private void awaitMore() {
        try {
            queue.await(1);
        } catch (InterruptedException e) {
            stopping = true;
            queue.close();
        }
    }

    private void write(AuditEvent event) {
        try {
            sink.write(event);
        } catch (RuntimeException | Error e) {
            // the event could not be formatted, or a handler failed and did not report that itself;
            // errors too: otherwise denials would wait for this thread forever
            dropped.increment();
        }
    }

    private void endBatch() {
        try {
            sink.endBatch();
        } catch (RuntimeException | Error e) {
            // a handler could not flush; how many events are lost is not known
            dropped.increment();
        }
    }

    private void summarize() {
        summaries.get().forEach(this::write);
        long now = dropped.sum();
        if (now > droppedReported) {
            String lost = Long.toString(now - droppedReported);
            droppedReported = now;
            write(AuditEvent.now(fields -> fields.put("decision", "dropped").put("count", lost)));
        }
    }

    /** Returns when all events are written or the time is over. */
    void stop(Duration timeout) {
        stopping = true;
        queue.close();
        try {
            writer.join(Math.max(1, timeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // events queued after the writer's last poll; not while the writer hangs in a log, which would hang this thread
        // too
        if (ended()) {
            writeRemaining();
        }
    }

    private synchronized void writeRemaining() {
        for (AuditEvent last = queue.poll(); last != null; last = queue.poll()) {
            write(last);
        }
        endBatch();
    }
}
