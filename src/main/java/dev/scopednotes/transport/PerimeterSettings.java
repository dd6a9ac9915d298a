package dev.scopednotes.transport;

import dev.scopednotes.oauth.SettingsCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Requires the bounds on what a request may hold, and for how long, to be such that a request fits into them. */
@Singleton
class PerimeterSettings implements SettingsCheck {

    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final long KIBIBYTE = 1024;
    private static final long GIBIBYTE = KIBIBYTE * KIBIBYTE * KIBIBYTE;

    private final PerimeterConfig config;

    PerimeterSettings(PerimeterConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        between(LEAST, MOST, config.maxHeadTime(), "max-head-time", "1s", "10m", "20s", problems);
        between(LEAST, MOST, config.maxBodyTime(), "max-body-time", "1s", "10m", "10s", problems);
        long bytes = config.maxBodyBytes();
        between(KIBIBYTE, GIBIBYTE, bytes, "max-body-bytes", "1024", "1073741824", "1048576", problems);
        long inFlight = config.maxBodyBytesInFlight();
        between(
                Math.min(bytes, GIBIBYTE),
                1024 * GIBIBYTE,
                inFlight,
                "max-body-bytes-in-flight",
                "max-body-bytes",
                "1 TiB",
                "67108864",
                problems);
        return problems;
    }

    private static <T extends Comparable<T>> void between(
            T least, T most, T value, String name, String from, String to, String example, List<String> problems) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(
                    "scoped-notes.perimeter.%s must be at least %s and at most %s, for example SCOPED_NOTES_PERIMETER_%s=%s"
                            .formatted(name, from, to, name.replace('-', '_').toUpperCase(Locale.ROOT), example));
        }
    }
}
