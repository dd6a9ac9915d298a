package dev.scopedgate.limits;

import dev.scopedgate.settings.NumberSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Rejects limits that are out of bounds. */
@Singleton
class LimitsSettings implements SettingsCheck {

    private static final String PREFIX = "scoped-gate.limits.";
    private static final int MAX = 1_000_000_000;

    private final LimitsConfig config;

    LimitsSettings(LimitsConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        return Stream.of(
                        problems("calls-per-subject", 1200, config.callsPerSubject()),
                        problems("refused-per-address", 6000, config.refusedPerAddress()),
                        problems("calls-per-address", 6000, config.callsPerAddress()),
                        problems("concurrent-calls", 500, config.concurrentCalls()),
                        problems("concurrent-calls-per-subject", 100, config.concurrentCallsPerSubject()),
                        new NumberSetting(PREFIX + "tracked-callers", 1000, 1_000_000, 20_000)
                                .problems(config.trackedCallers()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> problems(String name, int example, int value) {
        return new NumberSetting(PREFIX + name, 0, MAX, example).problems(value);
    }
}
