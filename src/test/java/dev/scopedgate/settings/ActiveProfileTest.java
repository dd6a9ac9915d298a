package dev.scopedgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.LaunchMode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With which profile a production package starts; dev and tests have theirs. */
class ActiveProfileTest {

    private LaunchMode before;

    @BeforeEach
    void remember() {
        before = LaunchMode.current();
    }

    @AfterEach
    void restore() {
        LaunchMode.set(before);
    }

    private static List<String> problems(LaunchMode mode, String... profiles) {
        LaunchMode.set(mode);
        return new ActiveProfile(List.of(profiles)).problems();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"NORMAL, dev", "NORMAL, test", "RUN, dev", "RUN, test"})
    void aProductionPackageDoesNotStartAsDevOrTest(LaunchMode mode, String profile) {
        assertThat(problems(mode, profile))
                .singleElement()
                .asString()
                .contains("the profile is '" + profile + "'", "QUARKUS_PROFILE=staging");
        assertThat(problems(mode, "prod", profile)).hasSize(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"NORMAL, prod", "NORMAL, staging", "RUN, prod", "DEVELOPMENT, dev", "TEST, test"})
    void otherwiseItStarts(LaunchMode mode, String profile) {
        assertThat(problems(mode, profile)).isEmpty();
    }
}
