package dev.scopedgate.dev;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In which mode an application with the stand-in on its class path starts. */
class NotInProductionTest {

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
    void aProductionStartWithTheStandInEnds(LaunchMode mode) {
        LaunchMode.set(mode);

        assertThatThrownBy(() -> new NotInProduction().check(new StartupEvent()))
                .hasMessageContaining("scoped-gate-dev is in the production package")
                .hasMessageContaining("<scope>provided</scope>");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEVELOPMENT", "TEST"})
    void devAndTestsStart(LaunchMode mode) {
        LaunchMode.set(mode);

        assertThatCode(() -> new NotInProduction().check(new StartupEvent())).doesNotThrowAnyException();
    }
}
