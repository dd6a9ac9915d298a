package dev.scopedgate.audit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.handlers.WriterHandler;

/**
 * A JSON format of the application, with events written directly: each field once, and nothing that all events have in
 * common. Every other entry is formatted as before.
 */
final class AuditFormatter extends ExtFormatter.Delegating {

    /** In characters of at most three octets: what a handler's writer holds before it writes a part of it. */
    private static final int BUFFER = 8192 / 3;

    private final FieldNames names;
    private final Optional<JsonLine> line;
    private final TimeText times;
    private final StringBuilder text = new StringBuilder(1024);
    private final AtomicInteger unwritten = new AtomicInteger();
    private final boolean exactTimes;

    /** The handler that writes at the end of the batch; null outside one, and if it writes each line at once. */
    private volatile WriterHandler held;

    AuditFormatter(JsonFormatter format, FieldNames names) {
        super(format);
        this.names = names;
        line = JsonLine.of(format, names);
        times = new TimeText(format.getDateTimeFormatter());
        exactTimes = JsonLine.isExact(format.getDateTimeFormatter());
    }

    @Override
    public String format(ExtLogRecord entry) {
        if (!(entry instanceof AuditRecord event)) {
            // written at once, also while the audit log waits for another handler
            release();
            return super.format(entry);
        }
        try {
            String formatted =
                    line.isPresent() && !event.isChanged() ? json(line.get(), event.event()) : super.format(event);
            flushIfFull(formatted.length());
            return formatted;
        } catch (RuntimeException | Error e) {
            event.lost();
            throw e;
        }
    }

    private synchronized String json(JsonLine around, AuditEvent event) {
        text.setLength(0);
        text.append(around.start());
        if (around.hasTime()) {
            times.append(event.time(), text);
        }
        text.append(around.middle());
        JsonFields fields = new JsonFields(text, names);
        if (!around.hasTime() || !exactTimes) {
            fields.put("time", event.time().toString());
        }
        event.content().accept(fields);
        return text.append(around.end()).toString();
    }

    /** Otherwise a line could be written in two parts, with output of another writer between them. */
    private void flushIfFull(int length) {
        WriterHandler handler = held;
        if (handler != null && unwritten.addAndGet(length) > BUFFER) {
            unwritten.set(length);
            handler.flush();
        }
    }

    /** From now on the handler, whose format this is, writes events when {@link #release} is called, or it is full. */
    void hold(WriterHandler handler) {
        handler.setAutoFlush(false);
        unwritten.set(0);
        held = handler;
    }

    /** Everything is written, and each line from now on at once. */
    void release() {
        WriterHandler handler = held;
        held = null;
        if (handler != null) {
            // flushes
            handler.setAutoFlush(true);
        }
    }
}
