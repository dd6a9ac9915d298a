package dev.scopedgate.audit;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.JsonFormatter;

/**
 * What a JSON format writes around the fields of an event: the same for all, so it is taken from one entry that the format
 * itself has written, with its keys, additional fields and delimiter. What says nothing about an event is left out: the
 * writer's thread, class, host and process.
 *
 * @param start up to the time
 * @param middle from there up to the fields; if the format has no time, {@code start} is empty
 * @param end what follows the fields, with the delimiter
 */
record JsonLine(String start, String middle, String end) {

    /** The message of an event in JSON. */
    static final String MESSAGE = "audit event";

    /** Anything that a format has for every entry, and that an event does not need. */
    private static final String LEFT_OUT = "scoped-gate.audit.left-out";

    private static final int LEFT_OUT_NUMBER = 1_763_524_871;
    private static final char TIME = '\u0001';
    private static final char FIELDS = '\u0002';

    /** Empty if the format writes no object of one line, or no MDC. */
    static Optional<JsonLine> of(JsonFormatter format, FieldNames names) {
        if (format.isPrettyPrint()) {
            return Optional.empty();
        }
        String written = format.format(sample());
        try {
            return of(written, format.getDateTimeFormatter().format(Instant.EPOCH), names);
        } catch (DecodeException e) {
            // such as a delimiter with a brace
            return Optional.empty();
        }
    }

    private static Optional<JsonLine> of(String written, String time, FieldNames names) {
        int closed = written.lastIndexOf('}') + 1;
        StringBuilder line = new StringBuilder("{");
        for (Map.Entry<String, Object> member : new JsonObject(written.substring(0, closed))) {
            String name = names.ofEntry(member.getKey());
            String value = value(member.getValue(), time, names);
            if (value.isEmpty()) {
                continue;
            }
            if (value.charAt(0) != FIELDS) {
                line.append(line.length() == 1 ? "" : ",")
                        .append(Json.encode(name))
                        .append(':');
            }
            line.append(value);
        }
        if (names.areAtTheTop() && line.indexOf("\"ecs.version\"") < 0) {
            line.append(",\"ecs.version\":\"1.12.2\"");
        }
        return split(line.append('}').append(written.substring(closed)).toString());
    }

    private static String value(Object value, String time, FieldNames names) {
        if (LEFT_OUT.equals(value) || value instanceof Number number && number.longValue() == LEFT_OUT_NUMBER) {
            return "";
        }
        if (value instanceof JsonObject object && object.containsKey(LEFT_OUT)) {
            return names.areAtTheTop() ? Character.toString(FIELDS) : "{" + FIELDS + "}";
        }
        return time.equals(value) ? "\"" + TIME + "\"" : Json.encode(value);
    }

    private static Optional<JsonLine> split(String line) {
        int time = line.indexOf(TIME);
        int fields = line.indexOf(FIELDS);
        if (fields < 0 || time > fields) {
            return Optional.empty();
        }
        return Optional.of(new JsonLine(
                line.substring(0, Math.max(time, 0)), line.substring(time + 1, fields), line.substring(fields + 1)));
    }

    /** Whether that format loses nothing of a time. */
    static boolean isExact(DateTimeFormatter times) {
        Instant any = Instant.ofEpochSecond(1_763_524_871, 987_654_321);
        try {
            return Instant.from(times.parse(times.format(any))).equals(any);
        } catch (DateTimeException e) {
            return false;
        }
    }

    boolean hasTime() {
        return !start.isEmpty();
    }

    private static ExtLogRecord sample() {
        ExtLogRecord sample = new ExtLogRecord(Level.INFO, MESSAGE, FormatStyle.NO_FORMAT, LEFT_OUT);
        sample.setLoggerName(AuditLogger.CATEGORY);
        sample.setInstant(Instant.EPOCH);
        sample.setMdc(Map.of(LEFT_OUT, LEFT_OUT));
        sample.setSequenceNumber(LEFT_OUT_NUMBER);
        sample.setThreadName(LEFT_OUT);
        sample.setLongThreadID(LEFT_OUT_NUMBER);
        sample.setNdc(LEFT_OUT);
        sample.setHostName(null);
        sample.setProcessName(null);
        sample.setProcessId(-1);
        sample.setSourceClassName(LEFT_OUT);
        sample.setSourceMethodName(LEFT_OUT);
        sample.setSourceFileName(LEFT_OUT);
        sample.setSourceLineNumber(LEFT_OUT_NUMBER);
        sample.setSourceModuleName(LEFT_OUT);
        sample.setSourceModuleVersion(LEFT_OUT);
        return sample;
    }
}
