package dev.scopedgate.audit;

import java.time.Instant;
import java.util.function.Consumer;

/**
 * One line of the audit log.
 *
 * @param time of the decision, not of the writing
 * @param content adds the other fields on the writer's thread, so that this costs no request anything
 */
record AuditEvent(Instant time, Consumer<AuditFields> content) {

    static AuditEvent now(Consumer<AuditFields> content) {
        return new AuditEvent(Instant.now(), content);
    }

    /** Every field. */
    TextFields fields() {
        TextFields fields = new TextFields();
        fields.put("time", time.toString());
        content.accept(fields);
        return fields;
    }
}
