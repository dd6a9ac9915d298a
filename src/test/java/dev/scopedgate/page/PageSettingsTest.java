package dev.scopedgate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {

    private record Config(String mode, Optional<String> clientId) implements PageConfig {}

    private static List<String> problems(String mode, String clientId, boolean production) {
        return new PageSettings(new Config(mode, Optional.ofNullable(clientId)), production).problems();
    }

    @ParameterizedTest(name = "{0} {1} in production {2}")
    @CsvSource({"off, , true", "connect, , true", "full, the-page, true", "FULL, the-page, true", "full, , false"})
    void isAccepted(String mode, String clientId, boolean production) {
        assertThat(problems(mode, clientId, production)).isEmpty();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", " "})
    void fullNeedsAClientIdInProduction(String clientId) {
        assertThat(problems("full", clientId, true))
                .singleElement()
                .asString()
                .contains("scoped-gate.page.client-id", "SCOPED_GATE_PAGE_CLIENT_ID=");
    }

    @Test
    void anUnknownModeIsReportedWithTheWords() {
        assertThat(problems("yes", null, true))
                .singleElement()
                .asString()
                .contains("scoped-gate.page must be off or connect or full", "SCOPED_GATE_PAGE=");
    }
}
