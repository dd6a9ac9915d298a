package dev.scopednotes.testsupport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Keeps all that is logged while it is open: category, message, parameters, exceptions with their causes. */
public final class LogRecorder implements AutoCloseable {

    private final List<String> entries = new CopyOnWriteArrayList<>();
    private final PatternFormatter text = new PatternFormatter("%c %s%e%n");

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            entries.add(text.format(entry) + Arrays.toString(entry.getParameters()));
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

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
