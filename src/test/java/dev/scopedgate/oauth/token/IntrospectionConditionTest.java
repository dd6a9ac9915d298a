package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.LogRecorder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Logs an outage of an introspection endpoint when it begins, once a minute while it lasts, and when it ends. */
class IntrospectionConditionTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final IntrospectionCondition condition =
            new IntrospectionCondition(URI.create("https://login.example.test/introspect"), "the settings", now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static List<String> told(LogRecorder log) {
        return log.entries().stream()
                .filter(entry -> entry.contains("introspection endpoint"))
                .toList();
    }

    @Test
    void logsAnOutageOnceAMinuteForAnyNumberOfTokens() {
        try (LogRecorder log = new LogRecorder()) {
            for (int second = 0; second < 200; second++) {
                condition.failed("status 500", false);
                pass(Duration.ofSeconds(1));
            }

            assertThat(told(log)).hasSize(4);
            assertThat(told(log).get(3)).contains("failed (status 500); 184 tokens were not verified in 183 s");
            condition.answered();
            assertThat(told(log)).hasSize(5).last().asString().contains("works again; 200 tokens were not verified");
            assertThat(condition.text()).isEqualTo("introspection works");
        }
    }

    @Test
    void logsRejectedCredentialsAtOnceDuringAnOutage() {
        try (LogRecorder log = new LogRecorder()) {
            condition.failed("status 500", false);
            condition.failed("status 401", true);

            assertThat(told(log))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("rejects this server's credentials (status 401): check the settings");
            assertThat(condition.text()).contains("rejects this server's credentials");
        }
    }

    @Test
    void anAnswerSoonAfterAFailureDoesNotEndTheOutage() {
        try (LogRecorder log = new LogRecorder()) {
            for (int i = 0; i < 5; i++) {
                condition.failed("status 500", false);
                condition.answered();
            }

            assertThat(told(log)).hasSize(1);
            assertThat(condition.text()).contains("failed");
        }
    }
}
