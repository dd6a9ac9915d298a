package dev.scopedgate.audit;

import dev.scopedgate.audit.AuditConfig.AllowedCalls;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rejects unknown and out-of-bounds values of the audit settings. */
@Singleton
class AuditSettings implements SettingsCheck {

    private static final EnumSetting<AllowedCalls> ALLOWED =
            new EnumSetting<>("scoped-gate.audit.allowed", AllowedCalls.class);
    private static final int MIN_QUEUE = 16;
    private static final int MAX_QUEUE = 1_000_000;
    private static final int MAX_RATE = 10_000;
    private static final Duration MAX_FLUSH = Duration.ofMinutes(1);

    private final AuditConfig config;

    AuditSettings(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ALLOWED.problems(config.allowed()));
        if (config.queueSize() < MIN_QUEUE || config.queueSize() > MAX_QUEUE) {
            problems.add("scoped-gate.audit.queue-size must be at least %d and at most %d, for example %s"
                    .formatted(MIN_QUEUE, MAX_QUEUE, "SCOPED_GATE_AUDIT_QUEUE_SIZE=8192"));
        }
        if (config.refusedPerSecond() < 1 || config.refusedPerSecond() > MAX_RATE) {
            problems.add("scoped-gate.audit.refused-per-second must be at least 1 and at most %d, for example %s"
                    .formatted(MAX_RATE, "SCOPED_GATE_AUDIT_REFUSED_PER_SECOND=10"));
        }
        problems.addAll(
                config.flushTimeout().problems("scoped-gate.audit.flush-timeout", Duration.ZERO, MAX_FLUSH, "5s"));
        return problems;
    }

    AllowedCalls allowed() {
        return ALLOWED.read(config.allowed());
    }
}
