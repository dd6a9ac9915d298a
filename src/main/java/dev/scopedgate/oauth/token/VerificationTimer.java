package dev.scopedgate.oauth.token;

import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import dev.scopedgate.oauth.token.IssuerVerification.Verified;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Measures the verification of a signature and claims; cached tokens are not measured. */
@Singleton
public final class VerificationTimer {

    private final Consumer<Duration> timer;

    public VerificationTimer(Meters metrics) {
        timer = metrics.timer(
                Meter.of(
                        "scoped.gate.token.verification",
                        "Verification of a token that is not in the cache, whatever its outcome"),
                Duration.ofNanos(100_000),
                Duration.ofNanos(250_000),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(25));
    }

    Verified time(Supplier<Verified> verification) {
        long start = System.nanoTime();
        try {
            return verification.get();
        } finally {
            timer.accept(Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
