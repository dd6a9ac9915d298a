package dev.scopedgate.audit;

import java.util.function.Consumer;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

/**
 * Passes an event to the log handlers, as text in the message and as fields in the MDC, which a JSON format writes as
 * separate fields.
 */
final class AuditLogger implements Consumer<AuditEvent> {

    static final String CATEGORY = "scoped-gate.audit";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    @Override
    public void accept(AuditEvent event) {
        if (!LOG.isLoggable(Level.INFO)) {
            return;
        }
        AuditFields fields = event.fields();
        // not a format string: a caller may have sent a percent sign
        ExtLogRecord entry =
                new ExtLogRecord(Level.INFO, fields.asText(), FormatStyle.NO_FORMAT, AuditLogger.class.getName());
        entry.setLoggerName(CATEGORY);
        entry.setInstant(event.time());
        entry.setMdc(fields.asMap());
        LOG.logRaw(entry);
    }
}
