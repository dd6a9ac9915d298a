package dev.scopedgate.settings;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * Ends the start of a production package with the profile dev or test: the settings below {@code %dev.} and
 * {@code %test.} are for one person on one machine.
 */
@Singleton
public final class ActiveProfile implements SettingsCheck {

    private static final Set<String> NOT_PRODUCTION = Set.of("dev", "test");

    private final List<String> profiles;

    @Inject
    ActiveProfile(Config config) {
        this(config.unwrap(SmallRyeConfig.class).getProfiles());
    }

    public ActiveProfile(List<String> profiles) {
        this.profiles = profiles;
    }

    @Override
    public List<String> problems() {
        if (!LaunchMode.current().isProduction()) {
            return List.of();
        }
        return profiles.stream()
                .filter(NOT_PRODUCTION::contains)
                .map(profile -> "the profile is '" + profile + "' (QUARKUS_PROFILE), but this is a production package:"
                        + " settings for development would apply. Unset it, or give the environment another name, for"
                        + " example QUARKUS_PROFILE=staging")
                .toList();
    }
}
