package dev.scopednotes.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.keycloak.Agent.Tokens;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A rotation of the realm's key under load: no valid token is refused, and none of the withdrawn key is accepted. */
@ExtendWith(WithInstallation.class)
class KeyRotationWalk {

    private static final String RAY = Ring.FT_MEMBER.user;
    private static final int CALLS = 50;

    /** Fewer, because each waits until the server has checked whether the key is back: once a second. */
    private static final int REFUSED = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(Installation.KEY_REFRESH_SECONDS + 10);

    private final Installation installation;

    KeyRotationWalk(Installation installation) {
        this.installation = installation;
    }

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void theKeyIsRotatedUnderLoad() throws Exception {
        Administrator administrator = installation.administrator();
        String oldKey = administrator.signingKeyId();
        Tokens old = installation.mint(RAY, "notes:read");
        try (var withOld = new RunningCalls(installation, old)) {
            withOld.awaitMore(CALLS);
            administrator.addSigningKey();
            try (var withNew = new RunningCalls(installation, installation.mint(RAY, "notes:read"))) {
                withOld.awaitMore(CALLS);
                withNew.awaitMore(CALLS);
                // until now the old key is published, and its tokens are valid
                Map<String, Integer> oldAnswers = withOld.stop();
                administrator.withdraw(oldKey);
                Duration outlived = untilRefused(old);
                withNew.awaitMore(CALLS);
                Map<String, Integer> newAnswers = withNew.stop();

                System.out.printf(
                        "rotation: answers to the old key's token %s, to the new key's %s; the old key's was refused %d ms"
                                + " after the key was withdrawn%n",
                        oldAnswers, newAnswers, outlived.toMillis());
                assertThat(oldAnswers.keySet()).containsExactly(Caller.DONE);
                assertThat(newAnswers.keySet()).containsExactly(Caller.DONE);
            }
        }
        for (int i = 0; i < REFUSED; i++) {
            Response refused = installation.as(old).read(RAY);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
    }

    private Duration untilRefused(Tokens tokens) throws InterruptedException {
        Instant start = Instant.now();
        while (installation.as(tokens).read(RAY).statusCode() != 401) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE);
            Thread.sleep(50);
        }
        return Duration.between(start, Instant.now());
    }
}
