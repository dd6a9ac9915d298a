package dev.scopedgate.settings;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Ends the start where a property has the name that it had before, and says the new one: it would have no effect. */
@Singleton
class OldNames implements SettingsCheck {

    private final Config config;

    OldNames(Config config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .distinct()
                .sorted()
                .flatMap(old -> RenamedSettings.newName(old).map(now -> old + " is now " + now).stream())
                .toList();
    }
}
