package dev.scopedgate.limits;

import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rejects limits that are out of bounds. */
@Singleton
class LimitsSettings implements SettingsCheck {

    private static final int MAX = 1_000_000_000;

    private final LimitsConfig config;

    LimitsSettings(LimitsConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        between(0, MAX, config.callsPerSubject(), "calls-per-subject", "1200", problems);
        between(0, MAX, config.refusedPerAddress(), "refused-per-address", "6000", problems);
        between(0, MAX, config.callsPerAddress(), "calls-per-address", "6000", problems);
        between(0, MAX, config.concurrentCalls(), "concurrent-calls", "500", problems);
        between(0, MAX, config.concurrentCallsPerSubject(), "concurrent-calls-per-subject", "100", problems);
        between(1000, 1_000_000, config.trackedCallers(), "tracked-callers", "20000", problems);
        return problems;
    }

    private static void between(int min, int max, int value, String name, String example, List<String> problems) {
        if (value < min || value > max) {
            problems.add(
                    "scoped-gate.limits.%s must be at least %d and at most %d, for example SCOPED_GATE_LIMITS_%s=%s"
                            .formatted(name, min, max, name.replace('-', '_').toUpperCase(Locale.ROOT), example));
        }
    }
}
