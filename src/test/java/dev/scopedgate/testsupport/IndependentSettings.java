package dev.scopedgate.testsupport;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Settings of which each matters to one test class and to none of the others here: they share one application. */
public final class IndependentSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                // FilteredToolListingTest
                "scoped-gate.tools-list", "filter",
                // ManagementPerimeterTest
                "scoped-gate.perimeter.management-hosts", "metrics.notes.svc,Other",
                // VerifiedTokensTest
                "scoped-gate.token-cache.max-entries", "50",
                "scoped-gate.token-cache.max-age", "3s",
                // WholeHeadsTest
                "scoped-gate.perimeter.max-unauthenticated-bytes", "2097152",
                // MutatedTokenTest: a mutant with another key id waits for a refresh, in production for a second
                "scoped-gate.keys.unknown-key-interval", "100ms");
    }
}
