package dev.scopedgate.settings;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Rejects environment variables with our prefix that are not settings: a typo must not silently weaken a check.
 * SmallRye Config rejects unknown properties itself, but not environment variables, whose owner it does not know.
 */
@Singleton
public class UnknownEnvironment implements SettingsCheck {

    private static final Pattern OURS =
            Pattern.compile("SCOPED_(GATE|NOTES)_.*|QUARKUS_LOG_CATEGORY__SCOPED_NOTES_AUDIT__.*");

    private final Config config;
    private final Set<String> environment;

    @Inject
    public UnknownEnvironment(Config config) {
        this(config, System.getenv().keySet());
    }

    public UnknownEnvironment(Config config, Set<String> environment) {
        this.config = config;
        this.environment = environment;
    }

    @Override
    public List<String> problems() {
        Set<String> known = StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("scoped-gate.") || name.startsWith("scoped-notes."))
                .map(UnknownEnvironment::variable)
                .collect(Collectors.toSet());
        return environment.stream()
                .filter(name -> OURS.matcher(name).matches() && !known.contains(name))
                .sorted()
                .map(UnknownEnvironment::problem)
                .toList();
    }

    private static String problem(String name) {
        String now = name.equals("SCOPED_NOTES_NOTES_ACCESS")
                ? "SCOPED_NOTES_ACCESS"
                : name.replaceFirst("SCOPED_NOTES_", "SCOPED_GATE_");
        return RenamedSettings.isOldVariable(name)
                ? name + " is now " + now
                : name + " is not a setting: a typo? The settings are listed in src/main/docs/settings.md";
    }

    /** The environment variable of a property (MicroProfile Config, environment variables mapping rules). */
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
