package dev.scopedgate.audit;

import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

/**
 * A log entry of one event. Message and MDC hold its fields for every handler, filter and format that asks for them, and
 * are made only then.
 */
final class AuditRecord extends ExtLogRecord {

    private static final long serialVersionUID = 1L;

    private final transient AuditEvent event;
    private boolean filled;
    private boolean changed;
    private boolean lost;

    AuditRecord(AuditEvent event) {
        // not a format string: a caller may have sent a percent sign
        super(Level.INFO, "", FormatStyle.NO_FORMAT, AuditLogger.class.getName());
        this.event = event;
        setInstant(event.time());
    }

    AuditEvent event() {
        return event;
    }

    /** Whether a filter of the application has changed the entry, which then says more than the event. */
    synchronized boolean isChanged() {
        return changed || getLevel() != Level.INFO;
    }

    /** A handler may read it on a thread of its own. */
    private synchronized void fill() {
        if (!filled) {
            filled = true;
            TextFields fields = readFields();
            super.setMessage(fields.asText(), FormatStyle.NO_FORMAT);
            super.setMdc(fields.asMap());
        }
    }

    private TextFields readFields() {
        try {
            return event.fields();
        } catch (RuntimeException | Error e) {
            lost();
            throw e;
        }
    }

    /** The event could not be formatted. */
    synchronized void lost() {
        lost = true;
    }

    synchronized boolean isLost() {
        return lost;
    }

    private synchronized void change() {
        fill();
        changed = true;
    }

    @Override
    public String getMessage() {
        fill();
        return super.getMessage();
    }

    @Override
    public void setMessage(String message, FormatStyle formatStyle) {
        change();
        super.setMessage(message, formatStyle);
    }

    @Override
    public void copyMdc() {
        fill();
    }

    @Override
    public String getMdc(String key) {
        fill();
        return super.getMdc(key);
    }

    @Override
    public void setMdc(Map<?, ?> sourceMap) {
        change();
        super.setMdc(sourceMap);
    }

    @Override
    public String putMdc(String key, String value) {
        change();
        return super.putMdc(key, value);
    }

    @Override
    public String removeMdc(String key) {
        change();
        return super.removeMdc(key);
    }

    @Override
    public void setNdc(String value) {
        change();
        super.setNdc(value);
    }

    @Override
    public void setThrown(Throwable thrown) {
        change();
        super.setThrown(thrown);
    }

    @Override
    public void setMarker(Object marker) {
        change();
        super.setMarker(marker);
    }
}
