package dev.scopedgate.audit;

import java.util.Optional;

/** Takes the fields of one event, in order. A field with an empty value is left out. */
interface AuditFields {

    AuditFields put(String name, String value);

    default AuditFields put(String name, Optional<String> value) {
        return put(name, value.orElse(""));
    }
}
