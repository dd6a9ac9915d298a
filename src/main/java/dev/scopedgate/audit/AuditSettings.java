package dev.scopedgate.audit;

import dev.scopedgate.audit.AuditConfig.AllowedCalls;
import dev.scopedgate.audit.AuditConfig.Format;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.NumberSetting;
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
    private static final EnumSetting<Format> FORMAT = new EnumSetting<>("scoped-gate.audit.format", Format.class);
    private static final NumberSetting QUEUE_SIZE =
            new NumberSetting("scoped-gate.audit.queue-size", 16, 1_000_000, 8192);
    private static final NumberSetting REFUSED_PER_SECOND =
            new NumberSetting("scoped-gate.audit.refused-per-second", 1, 10_000, 10);
    private static final Duration MAX_FLUSH = Duration.ofMinutes(1);

    private final AuditConfig config;

    AuditSettings(AuditConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(ALLOWED.problems(config.allowed()));
        problems.addAll(QUEUE_SIZE.problems(config.queueSize()));
        problems.addAll(REFUSED_PER_SECOND.problems(config.refusedPerSecond()));
        problems.addAll(
                config.flushTimeout().problems("scoped-gate.audit.flush-timeout", Duration.ZERO, MAX_FLUSH, "5s"));
        problems.addAll(FORMAT.problems(config.format()));
        return problems;
    }

    AllowedCalls allowed() {
        return ALLOWED.read(config.allowed());
    }

    Format format() {
        return FORMAT.read(config.format());
    }
}
