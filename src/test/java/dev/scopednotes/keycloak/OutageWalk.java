package dev.scopednotes.keycloak;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopednotes.keycloak.Agent.Tokens;
import java.net.ConnectException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak is stopped and started again during calls: its tokens stay valid. */
@ExtendWith(WithInstallation.class)
class OutageWalk {

    private static final int CALLS = 50;

    private final Installation installation;

    OutageWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void callsSucceedWhileKeycloakIsUnreachable() throws Exception {
        Tokens tokens = installation.mint(Ring.AI_FLOOR.user, Ring.ALL_SCOPES);
        try (var calls = new RunningCalls(installation, tokens)) {
            calls.awaitMore(CALLS);
            installation.keycloak().stop();
            int before = calls.answered();
            int during;
            try {
                assertThatThrownBy(() -> installation.mint(Ring.AI_FLOOR.user, Ring.ALL_SCOPES))
                        .isInstanceOf(ConnectException.class);
                // longer than the server waits before it fetches the keys again, without success
                Thread.sleep(2_000L * Installation.KEY_REFRESH_SECONDS);
                assertThat(installation.server().output()).contains("the cached keys stay in use");
                assertThat(given().get(installation.server().managementUri("/q/health/ready"))
                                .statusCode())
                        .isEqualTo(200);
                assertThat(installation.as(tokens).reach()).containsExactly("add_note", "read_notes");
            } finally {
                during = calls.answered() - before;
                installation.keycloak().startAgain();
            }
            int atReturn = calls.answered();
            Tokens later = installation.mint(Ring.AI_FLOOR.user, Ring.ALL_SCOPES);
            assertThat(installation.as(later).reach()).containsExactly("add_note", "read_notes");
            calls.awaitMore(CALLS);
            Map<String, Integer> answers = calls.stop();

            System.out.printf(
                    "outage: answers %s, %d of them before the restart began and %d until Keycloak was back%n",
                    answers, during, atReturn - before);
            assertThat(during).isPositive();
            assertThat(answers.keySet()).containsExactly(Caller.DONE);
        }
    }
}
