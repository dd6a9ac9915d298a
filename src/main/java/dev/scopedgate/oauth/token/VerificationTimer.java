package dev.scopedgate.oauth.token;

import dev.scopedgate.oauth.token.IssuerVerification.Verified;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/** Measures the verification of a signature and claims; cached tokens are not measured. */
@Singleton
public final class VerificationTimer {

    private final Timer timer;

    public VerificationTimer(MeterRegistry metrics) {
        timer = Timer.builder("scoped.gate.token.verification")
                .description("Verification of a token that is not in the cache, whatever its outcome")
                .serviceLevelObjectives(
                        Duration.ofNanos(100_000),
                        Duration.ofNanos(250_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25))
                .register(metrics);
    }

    Verified time(Supplier<Verified> verification) {
        return timer.record(verification);
    }
}
