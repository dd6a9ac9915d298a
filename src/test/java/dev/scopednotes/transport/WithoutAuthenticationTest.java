package dev.scopednotes.transport;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.Mcp;
import dev.scopednotes.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the filter that authenticates taken out, what stands behind it lets nobody in who has not been authenticated. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(WithoutAuthenticationTest.NoFilter.class)
class WithoutAuthenticationTest {

    public static class NoFilter implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.arc.exclude-types", "dev.scopednotes.oauth.BearerAuthentication");
        }
    }

    @Test
    void theMcpEndpointRefusesEverything() {
        assertThat(Mcp.request(TokenForge.bearer("notes:read"), "ping", Map.of())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void anAnnotatedEndpointIsAuthenticatedByTheFramework() {
        assertThat(given().get("/whoami").statusCode()).isEqualTo(401);
        assertThat(given().header("Authorization", "Bearer " + TokenForge.bearer("notes:read"))
                        .get("/whoami")
                        .statusCode())
                .isEqualTo(200);
    }
}
