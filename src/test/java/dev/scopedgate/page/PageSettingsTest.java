package dev.scopedgate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {

    private record Config(String mode, Optional<String> clientId, Optional<List<String>> issuerOrigins)
            implements PageConfig {}

    private static List<String> problems(String mode, String clientId, boolean production) {
        return new PageSettings(new Config(mode, Optional.ofNullable(clientId), Optional.empty()), production)
                .problems();
    }

    private static List<String> originProblems(String... origins) {
        Config config = new Config("full", Optional.of("the-page"), Optional.of(List.of(origins)));
        return new PageSettings(config, true).problems();
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

    @Test
    void originsOfEndpointsAreAccepted() {
        assertThat(originProblems()).isEmpty();
        assertThat(originProblems(
                        "https://notes.auth.eu-central-1.amazoncognito.com",
                        "https://login.example.test:8443",
                        "http://127.0.0.1:9000"))
                .isEmpty();
    }

    /** Each would make the policy of the page wider than one origin, or not a policy. */
    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "http://login.example.test",
                "https://login.example.test/",
                "https://login.example.test/oauth2/token",
                "https://login.example.test?x",
                "https://user@login.example.test",
                "https://*.example.test",
                "https://*",
                "*",
                "https:",
                "https://login.example.test; script-src *",
                "https://login.example.test;script-src",
                "'unsafe-inline'",
                "data:",
                "wss://login.example.test",
                "login.example.test",
                " "
            })
    void whatIsNoSecureOriginIsRefused(String origin) {
        assertThat(originProblems("https://login.example.test", origin))
                .singleElement()
                .asString()
                .contains("scoped-gate.page.issuer-origins", "SCOPED_GATE_PAGE_ISSUER_ORIGINS=https://");
    }
}
