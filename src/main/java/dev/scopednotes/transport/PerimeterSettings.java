package dev.scopednotes.transport;

import dev.scopedgate.bounds.Budgets;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Requires bounds that let a request through at all, and names and origins in the form in which they are compared. */
@Singleton
class PerimeterSettings implements SettingsCheck {

    private static final Duration LEAST_HEAD_TIME = Duration.ofSeconds(1);
    private static final Duration LEAST_BODY_TIME = Duration.ofMillis(100);
    private static final Duration MOST_TIME = Duration.ofMinutes(10);
    private static final String PREFIX = "scoped-notes.perimeter.";
    private static final String AUTHORITY = "([^\\s:/?#@\\[\\]*]+|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern HOST = Pattern.compile(AUTHORITY);
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://" + AUTHORITY);

    private static final long LEAST_UNAUTHENTICATED_BYTES = 1024 * 1024;

    private final PerimeterConfig config;
    private final Budgets budgets;

    PerimeterSettings(PerimeterConfig config, Budgets budgets) {
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
                    + " SCOPED_NOTES_PERIMETER_MAX_BODY_BYTES=131072");
        }
        if (config.maxBodyValues() < 1) {
            problems.add(PREFIX + "max-body-values must be at least 1, for example"
                    + " SCOPED_NOTES_PERIMETER_MAX_BODY_VALUES=10000");
        }
        if (2 * budgets.strangers().total() < LEAST_UNAUTHENTICATED_BYTES) {
            problems.add(PREFIX + "max-unauthenticated-bytes must be at least " + LEAST_UNAUTHENTICATED_BYTES
                    + ", which one long token takes; for example"
                    + " SCOPED_NOTES_PERIMETER_MAX_UNAUTHENTICATED_BYTES=50331648");
        }
        if (budgets.callers().total() < config.maxBodyBytes()) {
            problems.add(PREFIX + "max-body-bytes-in-flight is less than " + PREFIX + "max-body-bytes: the largest body"
                    + " could never be read; for example SCOPED_NOTES_PERIMETER_MAX_BODY_BYTES_IN_FLIGHT=67108864");
        }
        if (!config.allowedHosts().orElse(List.of()).stream()
                .allMatch(name -> HOST.matcher(name).matches())) {
            problems.add(PREFIX + "allowed-hosts must be names, with or without a port and separated by commas, for"
                    + " example SCOPED_NOTES_PERIMETER_ALLOWED_HOSTS=notes.internal,notes.internal:8000");
        }
        if (!config.managementHosts().orElse(List.of()).stream()
                .allMatch(name -> NAME.matcher(name).matches())) {
            problems.add(PREFIX + "management-hosts must be names without a port, separated by commas, for example"
                    + " SCOPED_NOTES_PERIMETER_MANAGEMENT_HOSTS=notes-metrics.notes.svc");
        }
        if (!config.allowedOrigins().orElse(List.of()).stream()
                .allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            problems.add(PREFIX + "allowed-origins must be origins, without a path or a trailing slash and separated by"
                    + " commas, for example SCOPED_NOTES_PERIMETER_ALLOWED_ORIGINS=https://app.example.com");
        }
        return problems;
    }
}
