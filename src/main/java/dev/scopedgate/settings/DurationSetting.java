package dev.scopedgate.settings;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A duration as an operator wrote it; what is wrong with it is said in words for an operator, where a conversion by
 * SmallRye Config would name a Java class.
 */
public final class DurationSetting {

    private final Optional<Duration> duration;

    /** Of any text: that it is no duration must be sayable later. SmallRye Config finds this constructor by itself. */
    public DurationSetting(String text) {
        duration = parse(text);
    }

    /** The duration, once {@link #problems} has none. */
    public Duration read() {
        return duration.orElseThrow(() -> new IllegalStateException("read before it was checked"));
    }

    /** Nothing, or what the setting of that name must be, with an example. */
    public List<String> problems(String property, Duration least, Duration most, String example) {
        String sample = "for example " + property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT) + "=" + example;
        if (duration.isEmpty()) {
            return List.of(
                    "%s must be a duration, a number and one of ms, s, m, h and d, %s".formatted(property, sample));
        }
        if (read().compareTo(least) < 0 || read().compareTo(most) > 0) {
            return List.of(
                    "%s must be at least %s and at most %s, %s".formatted(property, shown(least), shown(most), sample));
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
