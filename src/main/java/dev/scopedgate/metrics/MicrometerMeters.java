package dev.scopedgate.metrics;

import dev.scopedgate.http.IfOnClassPath;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** The meters of Micrometer's registry. */
@Singleton
@IfOnClassPath(IfOnClassPath.MICROMETER)
final class MicrometerMeters implements Meters {

    private final MeterRegistry registry;

    /** Micrometer refers to a total weakly, and would report 0 once it has been collected. */
    private final Queue<DoubleSupplier> totals = new ConcurrentLinkedQueue<>();

    /** @param registry none with {@code quarkus.micrometer.enabled=false} */
    @Inject
    MicrometerMeters(Instance<MeterRegistry> registry) {
        this(registry.isResolvable() ? registry.get() : Metrics.globalRegistry);
    }

    MicrometerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Runnable counter(Meter meter) {
        return Counter.builder(meter.name())
                .description(meter.description())
                .baseUnit(unit(meter))
                .tags(tags(meter))
                .register(registry)::increment;
    }

    @Override
    public void counter(Meter meter, DoubleSupplier total) {
        totals.add(total);
        FunctionCounter.builder(meter.name(), total, DoubleSupplier::getAsDouble)
                .description(meter.description())
                .baseUnit(unit(meter))
                .tags(tags(meter))
                .register(registry);
    }

    @Override
    public void gauge(Meter meter, DoubleSupplier value) {
        Gauge.builder(meter.name(), value::getAsDouble)
                .description(meter.description())
                .baseUnit(unit(meter))
                .tags(tags(meter))
                .register(registry);
    }

    @Override
    public Consumer<Duration> timer(Meter meter, Duration... bounds) {
        return Timer.builder(meter.name())
                .description(meter.description())
                .serviceLevelObjectives(bounds)
                .tags(tags(meter))
                .register(registry)::record;
    }

    private static String unit(Meter meter) {
        return meter.unit().isEmpty() ? null : meter.unit();
    }

    private static String[] tags(Meter meter) {
        return meter.tags().toArray(String[]::new);
    }
}
