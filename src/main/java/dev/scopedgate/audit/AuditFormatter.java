package dev.scopedgate.audit;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.JsonFormatter;

/**
 * A JSON format of the application, with events written directly: each field once, and nothing that all events have in
 * common. Every other entry is formatted as before.
 */
final class AuditFormatter extends ExtFormatter.Delegating {

    /** What a handler's writer holds before it writes a part of it. */
    private static final int BUFFER = 8192;

    private final Handler handler;
    private final FieldNames names;
    private final Optional<JsonLine> line;
    private final TimeText times;
    private final StringBuilder text = new StringBuilder(1024);
    private final AtomicInteger unwritten = new AtomicInteger();

    AuditFormatter(Handler handler, JsonFormatter format, FieldNames names) {
        super(format);
        this.handler = handler;
        this.names = names;
        line = JsonLine.of(format, names);
        times = new TimeText(format.getDateTimeFormatter());
    }

    @Override
    public String format(ExtLogRecord entry) {
        String formatted = entry instanceof AuditRecord event && line.isPresent() && !event.isChanged()
                ? json(line.get(), event.event())
                : super.format(entry);
        flushIfFull(formatted.length());
        return formatted;
    }

    private synchronized String json(JsonLine around, AuditEvent event) {
        text.setLength(0);
        text.append(around.start());
        if (around.hasTime()) {
            times.append(event.time(), text);
        }
        text.append(around.middle());
        JsonFields fields = new JsonFields(text, names);
        if (!around.hasTime()) {
            fields.put("time", event.time().toString());
        }
        event.content().accept(fields);
        return text.append(around.end()).toString();
    }

    /** Otherwise a line could be written in two parts, with output of another writer between them. */
    private void flushIfFull(int length) {
        if (unwritten.addAndGet(length) > BUFFER) {
            unwritten.set(length);
            handler.flush();
        }
    }

    /** Everything before is written. */
    void flushed() {
        unwritten.set(0);
    }
}
