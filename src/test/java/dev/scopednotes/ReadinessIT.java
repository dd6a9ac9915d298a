package dev.scopednotes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ready only with both the keys and the database; names what is missing; alive without either. */
@Execution(ExecutionMode.CONCURRENT)
class ReadinessIT {

    private static final Map<String, String> NO_ISSUER = Map.of("SCOPED_GATE_JWKS_URI", "http://127.0.0.1:1/jwks");

    private static Map<String, String> checks(ProductionServer server) {
        Response ready = given().get(server.managementUri("/q/health/ready"));
        List<Map<String, Object>> checks = ready.path("checks");
        Map<String, String> found = checks.stream()
                .collect(Collectors.toMap(
                        check -> check.get("name").toString(),
                        check -> check.get("status").toString()));
        boolean allUp = !found.containsValue("DOWN");
        assertThat(ready.statusCode()).isEqualTo(allUp ? 200 : 503);
        return found;
    }

    private static void awaitChecks(ProductionServer server, String keys, String store) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(checks(server))
                        .containsEntry("keys of the issuers", keys)
                        .containsEntry("note store", store));
        assertThat(given().get(server.managementUri("/q/health/live")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void isReadyOnlyWithTheIssuerAndTheDatabase() throws Exception {
        try (Surroundings surroundings = new Surroundings();
                ProductionServer whole =
                        ProductionServer.start(surroundings.environment(ProductionServer.QUICK_START));
                ProductionServer keyless = ProductionServer.start(surroundings.environment(NO_ISSUER))) {
            whole.awaitListening();
            keyless.awaitListening();
            awaitChecks(whole, "UP", "UP");
            awaitChecks(keyless, "DOWN", "UP");

            surroundings.stopDatabase();

            awaitChecks(whole, "UP", "DOWN");
            awaitChecks(keyless, "DOWN", "DOWN");
        }
    }
}
