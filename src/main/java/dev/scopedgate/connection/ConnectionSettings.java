package dev.scopedgate.connection;

import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.settings.SettingsCheck;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Ends the start if the bounds are invalid or do not let the largest allowed request through. */
@Singleton
class ConnectionSettings implements SettingsCheck {

    private static final Duration LEAST_HEAD_TIME = Duration.ofSeconds(1);
    private static final Duration LEAST_BODY_TIME = Duration.ofMillis(100);
    private static final Duration MOST_TIME = Duration.ofMinutes(10);
    private static final long LEAST_UNAUTHENTICATED_BYTES = 1024 * 1024;
    private static final String PREFIX = "scoped-gate.perimeter.";

    private static final String INSECURE_REQUESTS = "quarkus.http.insecure-requests";

    private final ConnectionConfig config;
    private final Budgets budgets;
    private final Config all;

    ConnectionSettings(ConnectionConfig config, Budgets budgets, Config all) {
        this.config = config;
        this.budgets = budgets;
        this.all = all;
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
        if (LaunchMode.current().isProduction()
                && "redirect"
                        .equalsIgnoreCase(all.getOptionalValue(INSECURE_REQUESTS, String.class)
                                .orElse(""))) {
            problems.add(
                    INSECURE_REQUESTS + " must not be redirect: the requests of the redirecting port that wait for a"
                            + " response are not bounded. Let a proxy redirect, and set QUARKUS_HTTP_INSECURE_REQUESTS=disabled");
        }
        return problems;
    }
}
