package dev.scopedgate.audit;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the audit log holds; no setting here turns denials off. */
@ConfigMapping(prefix = "scoped-notes.audit")
interface AuditConfig {

    /**
     * Which allowed calls are recorded, an {@link AllowedCalls}. With {@code none}, nobody can tell afterwards who read and
     * who changed what.
     */
    @WithDefault("all")
    String allowed();

    /**
     * How many events may wait for a slow log. Too few, and allowed calls go unrecorded in a burst, and denials wait for
     * their answer; too many, and they are that much memory, and that much is lost when the process is killed.
     */
    @WithDefault("8192")
    int queueSize();

    /**
     * How many refused tokens are recorded one by one in a second, of each reason; the rest of that second is one event with
     * their number. Too many, and strangers fill the log.
     */
    @WithDefault("10")
    int refusedPerSecond();

    /** How long the end of the server waits for the log to take the last events. Too short, and they are lost. */
    @WithDefault("5s")
    DurationSetting flushTimeout();

    /** Which calls that the gate allowed are recorded. */
    enum AllowedCalls {
        /** All. */
        ALL,
        /** Those of tools that may change something, by their hints. */
        WRITE,
        /** None. */
        NONE
    }
}
