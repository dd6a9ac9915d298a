package dev.scopedgate.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.WriterHandler;

/**
 * The handlers that the application has configured for the audit log, now. Those with a known JSON format get {@link
 * AuditFormatter}, and write a batch of events at once; the others are used as they are.
 */
final class LogHandlers {

    /** By name: the first is optional. A subclass may add to each entry what this class does not know. */
    private static final Set<String> KNOWN =
            Set.of("io.quarkus.logging.json.runtime.JsonFormatter", JsonFormatter.class.getName());

    private final Logger logger;
    private final FieldNames names;
    private final List<AuditFormatter> inBatch = new ArrayList<>();

    LogHandlers(Logger logger, FieldNames names) {
        this.logger = logger;
        this.names = names;
    }

    /** From now on, events are written at the latest at {@link #endBatch}. */
    void beginBatch() {
        for (Logger each = logger; each != null; each = each.getUseParentHandlers() ? each.getParent() : null) {
            for (Handler handler : each.getHandlers()) {
                begin(handler, true);
            }
        }
    }

    private void begin(Handler handler, boolean onThisThread) {
        if (handler.getFormatter() instanceof JsonFormatter format
                && KNOWN.contains(format.getClass().getName())) {
            handler.setFormatter(new AuditFormatter(format, names));
        }
        if (handler instanceof WriterHandler writer
                && writer.getFormatter() instanceof AuditFormatter format
                && onThisThread
                && writer.isAutoFlush()) {
            format.hold(writer);
            inBatch.add(format);
        }
        if (handler instanceof ExtHandler outer) {
            for (Handler inner : outer.getHandlers()) {
                begin(inner, onThisThread && !(handler instanceof AsyncHandler));
            }
        }
    }

    /** Everything is written, and each handler flushes as before, also if one of them fails, which is thrown. */
    void endBatch() {
        RuntimeException failed = null;
        for (AuditFormatter format : inBatch) {
            try {
                format.release();
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        inBatch.clear();
        if (failed != null) {
            throw failed;
        }
    }
}
