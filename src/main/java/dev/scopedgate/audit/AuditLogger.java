package dev.scopedgate.audit;

import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

/** Passes events to the log: where they go, and in which format, the application's log settings say. */
final class AuditLogger implements AuditSink {

    static final String CATEGORY = "scoped-gate.audit";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    private final LogHandlers handlers;
    private boolean open;

    AuditLogger(FieldNames names) {
        handlers = new LogHandlers(LOG, names);
    }

    @Override
    public void write(AuditEvent event) {
        if (!LOG.isLoggable(Level.INFO)) {
            return;
        }
        if (!open) {
            open = true;
            handlers.beginBatch();
        }
        AuditRecord entry = new AuditRecord(event);
        LOG.logRaw(entry);
        if (entry.isLost()) {
            // handlers report what their format throws, and go on
            throw new IllegalStateException("an event could not be formatted");
        }
    }

    @Override
    public void endBatch() {
        open = false;
        handlers.endBatch();
    }
}
