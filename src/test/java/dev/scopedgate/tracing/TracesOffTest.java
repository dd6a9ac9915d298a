package dev.scopedgate.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.OtlpReceiver;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By default there is no span and nothing is sent: the same collector and the same call as in TracesTest. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@WithTestResource(OtlpReceiver.class)
class TracesOffTest {

    // injected by OtlpReceiver
    List<byte[]> exported;

    @Test
    void makesNoSpanAndNoConnection() {
        try (AuditRecorder audit = new AuditRecorder()) {
            Mcp.post(TokenForge.bearer("notes:read"))
                    .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                    .body(Mcp.body(
                            1, "tools/call", Map.of("name", "fixture_read", "arguments", Map.of("user_id", "ray"))))
                    .post("/mcp")
                    .then()
                    .statusCode(200);

            await().until(() -> !audit.events().isEmpty());
            assertThat(audit.events())
                    .allSatisfy(event ->
                            assertThat(event.fields().getString("trace_id")).isNull());
            // many times the 100 ms after which spans would be sent
            await().during(Duration.ofSeconds(2)).until(exported::isEmpty);
        }
    }
}
