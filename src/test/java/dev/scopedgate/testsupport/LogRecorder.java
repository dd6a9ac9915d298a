package dev.scopedgate.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Records everything that is logged while it is open: category, message, parameters, exceptions with their causes. */
public final class LogRecorder implements AutoCloseable {

    private final List<String> entries = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> aboveDebug = new CopyOnWriteArrayList<>();
    private final PatternFormatter text = new PatternFormatter("%c %s%e%n");

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            String formatted = text.format(entry) + Arrays.toString(entry.getParameters());
            entries.add(formatted);
            if (entry.getLevel().intValue() > Level.FINE.intValue()) {
                aboveDebug.add(formatted);
            }
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue() || formatted.contains("\tat ")) {
                faults.add(formatted);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogRecorder() {
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    public List<String> entries() {
        return entries;
    }

    /** The entries that report a failure of this server: at level ERROR, or with a stack trace. */
    public List<String> faults() {
        return faults;
    }

    /** The entries that are logged in production as configured. */
    public List<String> aboveDebug() {
        return aboveDebug;
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
