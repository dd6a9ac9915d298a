package dev.scopedgate.mcp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.http.RequestSteps.Placed;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/**
 * A request that bypasses authentication, with a valid token in its header, is refused by the step that reads its
 * message.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithoutAuthenticationTest.Skipped.class)
class WithoutAuthenticationTest {

    private static final String SKIP = "test.skip-authentication";

    public static class Skipped implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(SKIP, "true");
        }
    }

    /** A step before all others that goes directly to the last one. */
    @Singleton
    public static class Skip {

        @ConfigProperty(name = SKIP, defaultValue = "false")
        boolean skips;

        void register(@Observes @Priority(Integer.MAX_VALUE) RequestSteps steps) {
            if (skips) {
                Placed envelope = steps.inOrder().stream()
                        .filter(placed -> placed.order() == FilterOrder.ENVELOPE.place())
                        .findFirst()
                        .orElseThrow();
                steps.register(
                        (context, onwards) -> envelope.step().take(context, onwards),
                        FilterOrder.ADDRESS_LIMIT.place() + 1);
            }
        }
    }

    @Test
    void theMcpEndpointRefusesEverything() {
        for (String method : Set.of("ping", "tools/list")) {
            assertThat(Mcp.request(TokenForge.bearer("notes:read"), method, Map.of())
                            .statusCode())
                    .as(method)
                    .isEqualTo(401);
        }
    }

    @Test
    void theFrameworkAuthenticatesAnAnnotatedEndpointOfTheApplication() {
        assertThat(given().get("/own/annotated").statusCode()).isEqualTo(401);
        assertThat(given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                        .get("/own/annotated")
                        .statusCode())
                .isEqualTo(200);
    }
}
