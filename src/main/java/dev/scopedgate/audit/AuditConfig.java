package dev.scopedgate.audit;

import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the audit log records; no setting here turns denials off. */
@ConfigMapping(prefix = "scoped-gate.audit")
interface AuditConfig {

    /**
     * Which allowed calls are recorded, {@link AllowedCalls}: all, only those of tools that may change something, or
     * none. Risk with {@code none}: nobody can tell afterwards who read or changed what.
     */
    @WithDefault("all")
    String allowed();

    /**
     * How many events may wait for a slow log. Risk if too small: in a burst, events of allowed calls are dropped and
     * answers to denied calls wait. Risk if too large: the events take memory, and that many are lost if the process is
     * killed.
     */
    @WithDefault("8192")
    int queueSize();

    /**
     * How many rejected tokens per second and reason are recorded one by one; the rest of that second is one event with
     * their number. Risk if too large: a stranger can fill the log.
     */
    @WithDefault("10")
    int refusedPerSecond();

    /** How long the shutdown waits until the log has taken the last events. Risk if too short: they are lost. */
    @WithDefault("5s")
    DurationSetting flushTimeout();

    /**
     * How events look where the log is JSON, {@link Format}: with the documented fields in the object {@code mdc}, or with
     * the names of the Elastic Common Schema at the top level. In text they have the documented names.
     */
    @WithDefault("log")
    String format();

    /** Which calls that the gate allowed are recorded. */
    enum AllowedCalls {
        /** All. */
        ALL,
        /** Those of tools that may change something, by their hints. */
        WRITE,
        /** None. */
        NONE
    }

    /** How events look in JSON. */
    enum Format {
        /** As documented. */
        LOG,
        /** As the Elastic Common Schema says. */
        ECS
    }
}
