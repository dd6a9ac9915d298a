package dev.scopedgate.audit;

/** Where the events go. */
interface AuditSink {

    void write(AuditEvent event);

    /** The events so far must be visible: more may not come for a while. */
    void endBatch();
}
