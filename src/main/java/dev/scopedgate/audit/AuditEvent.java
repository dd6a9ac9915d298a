package dev.scopedgate.audit;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * One line of the audit log.
 *
 * @param time when it was decided, not when it was written
 * @param content writes the other fields, on the writer's thread, where it costs no request anything
 */
record AuditEvent(Instant time, Consumer<AuditFields> content) {

    static AuditEvent now(Consumer<AuditFields> content) {
        return new AuditEvent(Instant.now(), content);
    }

    AuditFields fields() {
        AuditFields fields = new AuditFields().put("time", time.toString());
        content.accept(fields);
        return fields;
    }
}
