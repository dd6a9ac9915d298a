package dev.scopedgate.connection;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.time.Duration;
import java.util.Map;

/** Little time for heads and bodies, and little memory for bodies: the tests share one application. */
public final class SmallBounds implements QuarkusTestProfile {

    /** For a head, for a body, and so for what is neither. */
    static final Duration TIME = Duration.ofSeconds(2);

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "scoped-gate.perimeter.max-head-time",
                TIME.toSeconds() + "s",
                "scoped-gate.perimeter.max-body-time",
                TIME.toSeconds() + "s",
                "scoped-gate.perimeter.max-body-bytes",
                "1000000",
                "scoped-gate.perimeter.max-body-bytes-in-flight",
                "1000000");
    }
}
