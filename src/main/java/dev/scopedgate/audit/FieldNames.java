package dev.scopedgate.audit;

import java.util.Map;

/** What the fields of an event are called in JSON. */
enum FieldNames {
    /** As in the documentation, in the object that holds the context of a log entry. */
    LOG(Map.of()),
    /** Those of the Elastic Common Schema, at the top level of the entry; what it has no name for begins with the gate's. */
    ECS(Map.ofEntries(
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
            Map.entry("trace_id", "trace.id")));

    private final Map<String, String> ecs;

    FieldNames(Map<String, String> ecs) {
        this.ecs = ecs;
    }

    /** The name of a field of the event. */
    String of(String field) {
        if (this == LOG) {
            return field;
        }
        String name = ecs.get(field);
        return name == null ? "scoped_gate." + field : name;
    }

    /** The name of what every log entry has. */
    String ofEntry(String name) {
        return ecs.getOrDefault(name, name);
    }
}
