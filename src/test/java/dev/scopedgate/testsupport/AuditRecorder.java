package dev.scopedgate.testsupport;

import io.quarkus.logging.json.runtime.JsonFormatter;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** A handler of the audit's log category, as an operator may configure one, that can be made slow. */
public final class AuditRecorder implements AutoCloseable {

    private static final Logger CATEGORY = Logger.getLogger("scoped-gate.audit");

    private final Instant begun = Instant.now();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch stuck = new CountDownLatch(0);
    private volatile boolean failing;

    /** One event in both forms: the line of a text format, and the object of the JSON format. */
    public record Event(String text, JsonObject json) {

        /** The fields of the JSON, without its time. */
        public JsonObject fields() {
            JsonObject fields = json.getJsonObject("mdc").copy();
            fields.remove("time");
            return fields;
        }
    }

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getInstant().isBefore(begun)) {
                // of an earlier test: events are written some milliseconds later
                return;
            }
            await(stuck);
            if (failing) {
                throw new IllegalStateException("the disk is full");
            }
            String json = new JsonFormatter().format((ExtLogRecord) entry);
            events.add(new Event(new PatternFormatter("%s").format(entry), new JsonObject(json)));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public AuditRecorder() {
        CATEGORY.addHandler(handler);
    }

    public List<Event> events() {
        return events;
    }

    /** From now on the handler does not return from a write. */
    public void stick() {
        stuck = new CountDownLatch(1);
    }

    /** The handler returns, from now on at once. */
    public void free() {
        stuck.countDown();
    }

    /** Whether the handler throws from now on. */
    public void fail(boolean fails) {
        failing = fails;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        free();
        CATEGORY.removeHandler(handler);
    }
}
