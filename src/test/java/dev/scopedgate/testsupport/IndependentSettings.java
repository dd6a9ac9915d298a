package dev.scopedgate.testsupport;

import dev.scopedgate.mcp.LateRouteTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Settings of which each matters to one test class and to none of the others here: they share one application. */
public final class IndependentSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                // FilteredToolListingTest
                Map.entry("scoped-gate.tools-list", "filter"),
                // ManagementPerimeterTest
                Map.entry("scoped-gate.perimeter.management-hosts", "metrics.notes.svc,Other"),
                // VerifiedTokensTest
                Map.entry("scoped-gate.token-cache.max-entries", "50"),
                Map.entry("scoped-gate.token-cache.max-age", "3s"),
                // WholeHeadsTest
                Map.entry("scoped-gate.perimeter.max-unauthenticated-bytes", "2097152"),
                // PageOffTest
                Map.entry("scoped-gate.page", "off"),
                // MutatedTokenTest: a mutant with another key id waits for a refresh, in production for a second
                Map.entry("scoped-gate.keys.unknown-key-interval", "100ms"));
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(LateRouteTest.Keeper.class);
    }
}
