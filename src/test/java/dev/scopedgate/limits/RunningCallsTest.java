package dev.scopedgate.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.Subject;
import org.junit.jupiter.api.Test;

/** Counts concurrent calls per subject and in total, and keeps no subject without a call. */
class RunningCallsTest {

    private static final Subject RAY = new Subject("https://issuer.example.test", "ray");
    private static final Subject MICH = new Subject("https://issuer.example.test", "mich");

    @Test
    void oneSubjectGetsAtMostItsShare() {
        var running = new RunningCalls(3, 2);
        assertThat(running.begin(RAY)).isEmpty();
        assertThat(running.begin(RAY)).isEmpty();
        assertThat(running.begin(RAY)).contains(Limit.SUBJECT_CONCURRENCY);
        assertThat(running.begin(MICH)).isEmpty();
        assertThat(running.begin(MICH)).contains(Limit.CONCURRENCY);

        running.end(RAY);
        assertThat(running.begin(MICH)).isEmpty();
    }

    @Test
    void keepsNoSubjectWithoutACall() {
        var running = new RunningCalls(0, 1);
        for (int i = 0; i < 200_000; i++) {
            Subject subject = new Subject(RAY.issuer(), "subject " + i);
            assertThat(running.begin(subject)).isEmpty();
            assertThat(running.begin(subject)).contains(Limit.SUBJECT_CONCURRENCY);
            running.end(subject);
        }
        assertThat(running.subjects()).isZero();
    }
}
