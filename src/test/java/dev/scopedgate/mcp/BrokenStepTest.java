package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.OwnRoutes;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A check that fails is answered and lets no call through, also after a verification that had to wait. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(OwnRoutes.class)
public class BrokenStepTest {

    @Alternative
    @Singleton
    public static class Breaking {
        void register(@Observes RequestSteps steps) {
            steps.register(
                    (context, onwards) -> {
                        String kind = context.request().getHeader("X-Break");
                        if ("exception".equals(kind)) {
                            throw new IllegalStateException(
                                    "broken " + context.request().getHeader("Authorization"));
                        } else if ("error".equals(kind)) {
                            throw new StackOverflowError();
                        }
                        onwards.handle(context);
                    },
                    FilterOrder.ENVELOPE.place() + 1);
        }
    }

    @Inject
    McpRoute route;

    /** Otherwise the framework would catch the failure. */
    @BeforeEach
    void theShortWayIsTaken() {
        assertThat(route.isShort()).isTrue();
    }

    @Test
    void doesNotServeACallWhenACheckFails() {
        for (String kind : new String[] {"exception", "error"}) {
            String token = TokenForge.bearer("notes:read");
            // verified the first time, cached the second
            for (int time = 0; time < 2; time++) {
                assertThat(ping(token, kind).statusCode()).as(kind).isEqualTo(500);
            }
        }
    }

    @Test
    void servesACallWhenNoCheckFails() {
        assertThat(ping(TokenForge.bearer("notes:read"), "nothing").statusCode())
                .isEqualTo(200);
    }

    private static Response ping(String token, String kind) {
        return Mcp.post(token)
                .header("X-Break", kind)
                .body(Mcp.body(1, "ping", Map.of()))
                .post("/mcp");
    }
}
