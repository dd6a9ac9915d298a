package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.keys.VerificationKeys;
import dev.scopedgate.oauth.settings.ApplicationVerifier;
import dev.scopedgate.testsupport.ScriptedServer;
import dev.scopedgate.testsupport.ScriptedServer.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two issuers, one of them unreachable. */
class KeysReadinessTest {

    private static final String FIRST = "https://first.example.test";
    private static final String SECOND = "https://second.example.test";

    private final Vertx vertx = Vertx.vertx();
    private ScriptedServer server;
    private VerificationKeys keys;
    private Map<String, String> environment;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        environment = Map.of(
                "SCOPED_GATE_RESOURCE",
                "https://notes.example.test/mcp",
                "SCOPED_GATE_ISSUER",
                FIRST,
                "SCOPED_GATE_JWKS_URI",
                server.origin() + "/first",
                "SCOPED_GATE_ISSUERS_SECOND_ISSUER",
                SECOND,
                "SCOPED_GATE_ISSUERS_SECOND_JWKS_URI",
                server.origin() + "/second");
        server.answer("/first", Answer.of(SigningKeys.jwks()));
        server.answer("/second", Answer.status(500));
        keys = new VerificationKeys(
                vertx, Start.with(environment), Start.config(environment), Start.scopes(), ApplicationVerifier.none());
        keys.start(null);
    }

    @AfterEach
    void stop() {
        keys.stop();
        server.close();
        vertx.close();
    }

    private HealthCheckResponse readiness() {
        return new KeysReadiness(keys, new OpaqueTokens(vertx, Start.with(environment), Start.config(environment)))
                .call();
    }

    private String ageOf(String issuer) {
        return readiness().getData().orElseThrow().get(issuer).toString();
    }

    @Test
    void isReadyOnceAllIssuersHaveKeysAndNamesTheMissingOnes() {
        // SigningKeys.jwks() has three that must not verify
        await().until(() -> ageOf(FIRST)
                .matches("\\d+ s old; not used: keys\\[1] 'enc-1': use is not sig; keys\\[3] 'rsa-weak': .*"));
        assertThat(readiness().getStatus()).isEqualTo(Status.DOWN);
        await().untilAsserted(() -> assertThat(ageOf(SECOND))
                .isEqualTo("never received; the last fetch failed: status 500 from " + server.origin() + "/second"));

        server.answer("/second", Answer.of(SigningKeys.nextJwks()));

        await().until(() -> readiness().getStatus() == Status.UP);
        assertThat(ageOf(SECOND)).endsWith(" s old");
        assertThat(ageOf(SECOND)).doesNotContain("failed");
    }
}
