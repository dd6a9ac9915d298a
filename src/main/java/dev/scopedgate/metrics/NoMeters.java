package dev.scopedgate.metrics;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Records nothing: the application has no Micrometer. */
@Singleton
@DefaultBean
public final class NoMeters implements Meters {

    @Override
    public Runnable counter(Meter meter) {
        return () -> {};
    }

    @Override
    public void counter(Meter meter, DoubleSupplier total) {
        // there is no registry
    }

    @Override
    public void gauge(Meter meter, DoubleSupplier value) {
        // there is no registry
    }

    @Override
    public Consumer<Duration> timer(Meter meter, Duration... bounds) {
        return taken -> {};
    }
}
