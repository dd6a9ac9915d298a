package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A path policy that the operator configures in Quarkus also applies to the MCP endpoint. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(PathPolicyTest.OnlyPost.class)
class PathPolicyTest {

    /** GET is answered 405 by the endpoint itself, so a 403 can only be the policy's. */
    public static class OnlyPost implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.http.auth.permission.no-get.paths", "/mcp",
                    "quarkus.http.auth.permission.no-get.methods", "GET",
                    "quarkus.http.auth.permission.no-get.policy", "deny",
                    "quarkus.http.auth.permission.post.paths", "/mcp",
                    "quarkus.http.auth.permission.post.methods", "POST",
                    "quarkus.http.auth.permission.post.policy", "permit");
        }
    }

    @Test
    void deniesWhatThePolicyDenies() {
        Response denied = Mcp.post(TokenForge.bearer("notes:read")).get("/mcp");

        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.jsonPath().getString("error")).isEqualTo("forbidden");
    }

    @Test
    void otherRequestsMeetTheUsualChecks() {
        String token = TokenForge.bearer("notes:read");

        assertThat(Mcp.call(token, "fixture_read", Map.of()).statusCode()).isEqualTo(200);
        assertThat(Mcp.call(token, "fixture_purge", Map.of()).statusCode()).isEqualTo(403);
        assertThat(Mcp.anonymous()
                        .contentType(ContentType.JSON)
                        .body(Mcp.body(1, "ping", Map.of()))
                        .post("/mcp")
                        .statusCode())
                .isEqualTo(401);
    }
}
