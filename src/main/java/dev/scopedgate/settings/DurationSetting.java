package dev.scopedgate.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A duration as configured. An invalid one is reported in terms for operators, where the conversion of SmallRye Config
 * would name a Java class.
 */
public final class DurationSetting {

    private final Optional<Duration> duration;

    /**
     * Accepts any text, so that an invalid one can be reported later. SmallRye Config finds this constructor itself.
     */
    public DurationSetting(String text) {
        duration = parse(text);
    }

    /** The duration; call only if {@link #problems} is empty. */
    public Duration read() {
        return duration.orElseThrow(() -> new IllegalStateException("read before it was checked"));
    }

    /** The problems of the setting, each with an example. */
    public List<String> problems(String property, Duration min, Duration max, String example) {
        String sample = SettingsCheck.example(property, example);
        if (duration.isEmpty()) {
            return List.of(
                    "%s must be a duration, a number and one of ms, s, m, h and d, %s".formatted(property, sample));
        }
        if (read().compareTo(min) < 0 || read().compareTo(max) > 0) {
            return List.of(
                    "%s must be at least %s and at most %s, %s".formatted(property, shown(min), shown(max), sample));
        }
        return List.of();
    }

    private static Optional<Duration> parse(String text) {
        try {
            return Optional.ofNullable(DurationConverter.parseDuration(text.strip()));
        } catch (IllegalArgumentException notADuration) {
            return Optional.empty();
        }
    }

    private static String shown(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
