package dev.scopedgate.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.LaunchMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In which mode the stand-in's settings are provided. */
class DevelopmentDefaultsTest {

    private LaunchMode before;

    @BeforeEach
    void remember() {
        before = LaunchMode.current();
    }

    @AfterEach
    void restore() {
        LaunchMode.set(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"NORMAL", "RUN"})
    void productionGetsNothingOfTheStandIn(LaunchMode mode) {
        LaunchMode.set(mode);

        assertThat(new DevelopmentDefaults().getValue("scoped-gate.issuer")).isNull();
        assertThat(new DevelopmentDefaults().getValue("scoped-gate.limits.calls-per-subject"))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEVELOPMENT", "TEST"})
    void devAndTestsGetTheStandIn(LaunchMode mode) {
        LaunchMode.set(mode);

        assertThat(new DevelopmentDefaults().getValue("scoped-gate.issuer")).startsWith("http://127.0.0.1:");
    }
}
