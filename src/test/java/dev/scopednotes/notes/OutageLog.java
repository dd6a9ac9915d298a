package dev.scopednotes.notes;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Records what the application logs about an outage, and every stack trace. */
final class OutageLog extends Handler {

    final Queue<String> outages = new ConcurrentLinkedQueue<>();
    final Queue<String> stackTraces = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord line) {
        String message = String.valueOf(line.getMessage());
        if (message.contains("cannot be reached")) {
            outages.add(message);
        }
        if (line.getThrown() != null) {
            stackTraces.add(message);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
