package dev.scopedgate.testsupport;

import dev.scopedgate.mcp.BrokenStepTest;
import dev.scopedgate.mcp.engine.OnlyGatedRequestsTest;
import dev.scopedgate.perimeter.JsonErrorsTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** Routes on paths of their own and a step that asks for a header of its own: the tests share one application. */
public final class OwnRoutes implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(
                JsonErrorsTest.Failing.class, BrokenStepTest.Breaking.class, OnlyGatedRequestsTest.Endpoint.class);
    }

    /** OnlyGatedRequestsTest: with it, a request would need no initialize before it. */
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.mcp.server.http.streamable.auto-init", "true");
    }
}
