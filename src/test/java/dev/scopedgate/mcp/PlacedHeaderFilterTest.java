package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A header filter with an order that the operator configures also applies to the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(PlacedHeaderFilterTest.InBetween.class)
class PlacedHeaderFilterTest {

    public static class InBetween implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.filter.added.matches", "/mcp",
                    "quarkus.http.filter.added.header.X-Added", "yes",
                    "quarkus.http.filter.added.order", "-100");
        }
    }

    @Test
    void theHeaderIsSet() {
        assertThat(Mcp.request(TokenForge.bearer("notes:read"), "ping", Map.of())
                        .header("X-Added"))
                .isEqualTo("yes");
    }
}
