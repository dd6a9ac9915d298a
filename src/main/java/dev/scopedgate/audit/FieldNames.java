package dev.scopedgate.audit;

import dev.scopedgate.audit.AuditConfig.Format;
import java.util.Map;

/** What the fields of an event are called where the log is JSON. */
record FieldNames(Format format) {

    /** The names of the Elastic Common Schema. What it has no name for begins with the gate's. */
    private static final Map<String, String> ECS = Map.ofEntries(
            Map.entry("timestamp", "@timestamp"),
            Map.entry("loggerName", "log.logger"),
            Map.entry("level", "log.level"),
            Map.entry("time", "event.created"),
            Map.entry("tool", "event.action"),
            Map.entry("reason", "event.reason"),
            Map.entry("detail", "error.message"),
            Map.entry("subject", "user.id"),
            Map.entry("client_address", "client.address"),
            Map.entry("request_id", "http.request.id"),
            Map.entry("trace_id", "trace.id"));

    /** Whether the fields are beside those of the entry, and not in an object of their own. */
    boolean areAtTheTop() {
        return format == Format.ECS;
    }

    /** The name of a field of the event. */
    String of(String field) {
        if (format == Format.LOG) {
            return field;
        }
        String name = ECS.get(field);
        return name == null ? "scoped_gate." + field : name;
    }

    /** The name of what every log entry has. */
    String ofEntry(String name) {
        return format == Format.LOG ? name : ECS.getOrDefault(name, name);
    }
}
