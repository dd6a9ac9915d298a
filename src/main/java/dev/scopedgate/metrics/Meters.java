package dev.scopedgate.metrics;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** The meters of the application's registry; they record nothing if it has none. */
public interface Meters {

    /**
     * A meter.
     *
     * @param unit its base unit; empty for none
     * @param tags name and value in turn; never chosen by a caller
     */
    record Meter(String name, String description, String unit, List<String> tags) {

        public static Meter of(String name, String description, String... tags) {
            return new Meter(name, description, "", List.of(tags));
        }

        public Meter in(String baseUnit) {
            return new Meter(name, description, baseUnit, tags);
        }
    }

    /** Each run counts one. */
    Runnable counter(Meter meter);

    /** Counts what the supplier says, which never falls. */
    void counter(Meter meter, DoubleSupplier total);

    void gauge(Meter meter, DoubleSupplier value);

    /** Records how long something took. */
    Consumer<Duration> timer(Meter meter, Duration... bounds);
}
