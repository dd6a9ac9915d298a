package dev.scopedgate.perimeter;

import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Ends the start if an allowed name or origin is not in the form in which it is compared. */
@Singleton
class PerimeterSettings implements SettingsCheck {

    private static final String PREFIX = "scoped-gate.perimeter.";
    private static final String AUTHORITY = "([^\\s:/?#@\\[\\]*]+|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern HOST = Pattern.compile(AUTHORITY);
    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://" + AUTHORITY);

    private final PerimeterConfig config;

    PerimeterSettings(PerimeterConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!config.allowedHosts().orElse(List.of()).stream()
                .allMatch(name -> HOST.matcher(name).matches())) {
            problems.add(PREFIX + "allowed-hosts must be names, with or without a port and separated by commas, for"
                    + " example SCOPED_GATE_PERIMETER_ALLOWED_HOSTS=notes.internal,notes.internal:8000");
        }
        if (!config.managementHosts().orElse(List.of()).stream()
                .allMatch(name -> NAME.matcher(name).matches())) {
            problems.add(PREFIX + "management-hosts must be names without a port, separated by commas, for example"
                    + " SCOPED_GATE_PERIMETER_MANAGEMENT_HOSTS=notes-metrics.notes.svc");
        }
        if (!config.allowedOrigins().orElse(List.of()).stream()
                .allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            problems.add(PREFIX + "allowed-origins must be origins, without a path or a trailing slash and separated by"
                    + " commas, for example SCOPED_GATE_PERIMETER_ALLOWED_ORIGINS=https://app.example.com");
        }
        return problems;
    }
}
