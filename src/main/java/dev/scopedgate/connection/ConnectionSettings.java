package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ends the start if the bounds are invalid or do not let the largest allowed request through. */
@Singleton
class ConnectionSettings implements SettingsCheck {

    private static final Duration LEAST_HEAD_TIME = Duration.ofSeconds(1);
    private static final Duration LEAST_BODY_TIME = Duration.ofMillis(100);
    private static final Duration MOST_TIME = Duration.ofMinutes(10);
    private static final long LEAST_UNAUTHENTICATED_BYTES = 1024 * 1024;
    private static final String PREFIX = "scoped-gate.perimeter.";

    private final ConnectionConfig config;
    private final Budgets budgets;

    ConnectionSettings(ConnectionConfig config, Budgets budgets) {
        this.config = config;
        this.budgets = budgets;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>(
                config.maxHeadTime().problems(PREFIX + "max-head-time", LEAST_HEAD_TIME, MOST_TIME, "20s"));
        problems.addAll(config.maxBodyTime().problems(PREFIX + "max-body-time", LEAST_BODY_TIME, MOST_TIME, "10s"));
        if (config.maxBodyBytes() < 1) {
            problems.add(PREFIX + "max-body-bytes must be at least 1, for example"
                    + " SCOPED_GATE_PERIMETER_MAX_BODY_BYTES=131072");
        }
        if (config.maxBodyValues() < 1) {
            problems.add(PREFIX + "max-body-values must be at least 1, for example"
                    + " SCOPED_GATE_PERIMETER_MAX_BODY_VALUES=10000");
        }
        if (2 * budgets.strangers().total() < LEAST_UNAUTHENTICATED_BYTES) {
            problems.add(PREFIX + "max-unauthenticated-bytes must be at least " + LEAST_UNAUTHENTICATED_BYTES
                    + ", which one long token takes; for example"
                    + " SCOPED_GATE_PERIMETER_MAX_UNAUTHENTICATED_BYTES=50331648");
        }
        if (budgets.callers().total() < config.maxBodyBytes()) {
            problems.add(PREFIX + "max-body-bytes-in-flight is less than " + PREFIX + "max-body-bytes: the largest body"
                    + " could never be read; for example SCOPED_GATE_PERIMETER_MAX_BODY_BYTES_IN_FLIGHT=67108864");
        }
        return problems;
    }
}
