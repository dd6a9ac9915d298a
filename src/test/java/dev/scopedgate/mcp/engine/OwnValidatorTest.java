package dev.scopedgate.mcp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpMethod;
import io.quarkiverse.mcp.server.runtime.McpRequest;
import io.quarkiverse.mcp.server.runtime.McpRequestValidator;
import io.quarkiverse.mcp.server.runtime.Messages;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A validator of the application is asked as well, behind the gate's own. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(OwnValidatorTest.WithValidator.class)
class OwnValidatorTest {

    public static class WithValidator implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("test.own-validator", "yes");
        }
    }

    @Singleton
    @IfBuildProperty(name = "test.own-validator", stringValue = "yes")
    static class NoPing implements McpRequestValidator {
        @Override
        public <R extends McpRequest> Future<Boolean> validate(JsonObject message, R request, McpMethod method) {
            return method == McpMethod.PING
                    ? request.sender()
                            .sendError(Messages.getId(message), JsonRpcErrorCodes.SECURITY_ERROR, "no ping here")
                            .map(false)
                    : Future.succeededFuture(true);
        }
    }

    @Test
    void refusesWhatTheApplicationRefuses() {
        assertThat(Mcp.request(TokenForge.bearer("notes:read"), "ping", Map.of())
                        .jsonPath()
                        .getString("error.message"))
                .isEqualTo("Forbidden: a check of the application denies it for every token");
    }

    @Test
    void servesWhatTheApplicationAccepts() {
        assertThat(Mcp.request(TokenForge.bearer("notes:read"), "tools/list", Map.of())
                        .jsonPath()
                        .getMap("$"))
                .containsKey("result");
    }
}
