package dev.scopedgate.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.metrics.Meters.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a meter reports. */
class MicrometerMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerMeters meters = new MicrometerMeters(registry);

    @Test
    void aTotalAndAGaugeReportTheirValueAfterACollection() {
        AtomicInteger value = new AtomicInteger(7);
        meters.counter(Meter.of("total", "of the test"), value::get);
        meters.gauge(Meter.of("gauge", "of the test"), value::get);

        collect();

        assertThat(registry.get("total").functionCounter().count()).isEqualTo(7);
        assertThat(registry.get("gauge").gauge().value()).isEqualTo(7);
        assertThat(meters).isNotNull();
    }

    private static void collect() {
        WeakReference<Object> unused = new WeakReference<>(new Object());
        Awaitility.await().until(() -> {
            System.gc();
            return unused.get() == null;
        });
    }
}
