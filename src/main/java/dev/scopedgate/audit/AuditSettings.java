package dev.scopedgate.audit;

import dev.scopedgate.audit.AuditConfig.AllowedCalls;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requires the audit's settings to be words that it knows and numbers with which it can work. */
@Singleton
class AuditSettings implements SettingsCheck {

    private static final EnumSetting<AllowedCalls> ALLOWED =
            new EnumSetting<>("scoped-gate.audit.allowed", AllowedCalls.class);
    private static final int LEAST_QUEUE = 16;
    private static final int GREATEST_QUEUE = 1_000_000;
    private static final int GREATEST_RATE = 10_000;
    private static final Duration GREATEST_FLUSH = Duration.ofMinutes(1);

    private final AuditConfig config;

    AuditSettings(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ALLOWED.problems(config.allowed()));
        if (config.queueSize() < LEAST_QUEUE || config.queueSize() > GREATEST_QUEUE) {
            problems.add("scoped-gate.audit.queue-size must be at least %d and at most %d, for example %s"
                    .formatted(LEAST_QUEUE, GREATEST_QUEUE, "SCOPED_GATE_AUDIT_QUEUE_SIZE=8192"));
        }
        if (config.refusedPerSecond() < 1 || config.refusedPerSecond() > GREATEST_RATE) {
            problems.add("scoped-gate.audit.refused-per-second must be at least 1 and at most %d, for example %s"
                    .formatted(GREATEST_RATE, "SCOPED_GATE_AUDIT_REFUSED_PER_SECOND=10"));
        }
        problems.addAll(
                config.flushTimeout().problems("scoped-gate.audit.flush-timeout", Duration.ZERO, GREATEST_FLUSH, "5s"));
        return problems;
    }

    AllowedCalls allowed() {
        return ALLOWED.read(config.allowed());
    }
}
