package dev.scopedgate.oauth.bound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.settings.ResourceServerConfig;
import dev.scopedgate.oauth.settings.ResourceServerConfig.Dpop;
import dev.scopedgate.settings.LiteralSecrets;
import dev.scopedgate.settings.StateKeyConfig;
import dev.scopedgate.settings.StateKeys;
import dev.scopedgate.settings.UnknownEnvironment;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code scoped-gate.dpop} is a value and the beginning of other names, as a property and in the environment. */
class DpopSettingsTest {

    private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    private static DpopSettings settings(ConfigSource source) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withInterceptors(new LiteralSecrets())
                .withSources(source)
                .withMapping(ResourceServerConfig.class)
                .withMapping(DpopConfig.class)
                .withMapping(StateKeyConfig.class)
                .build();
        assertThat(new UnknownEnvironment(config, source.getPropertyNames()).problems())
                .isEmpty();
        return new DpopSettings(
                config.getConfigMapping(ResourceServerConfig.class),
                config.getConfigMapping(DpopConfig.class),
                new StateKeys(config.getConfigMapping(StateKeyConfig.class)));
    }

    private static DpopSettings environment(String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("SCOPED_GATE_ISSUER", "https://issuer.example.test"));
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return settings(new EnvConfigSource(environment, 300));
    }

    @Test
    void bothNamesAreReadFromTheEnvironment() {
        DpopSettings settings = environment(
                "SCOPED_GATE_DPOP", "required", "SCOPED_GATE_DPOP_NONCE", "required", "SCOPED_GATE_STATE_KEY", KEY);

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.isRequired()).isTrue();
        assertThat(settings.requiresNonce()).isTrue();
    }

    @Test
    void bothNamesAreReadAsProperties() {
        DpopSettings settings = settings(new PropertiesConfigSource(
                Map.of(
                        "scoped-gate.issuer", "https://issuer.example.test",
                        "scoped-gate.dpop", "off",
                        "scoped-gate.dpop.nonce", "required",
                        "scoped-gate.state-key", KEY,
                        "scoped-gate.issuers.other.issuer", "https://other.example.test",
                        "scoped-gate.issuers.other.dpop", "Accepted"),
                "test",
                300));

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.requiresNonce()).isTrue();
        assertThat(settings.byIssuer())
                .isEqualTo(
                        Map.of("https://issuer.example.test", Dpop.OFF, "https://other.example.test", Dpop.ACCEPTED));
        assertThat(settings.isOffered()).isTrue();
        assertThat(settings.isRequired()).isFalse();
    }

    @Test
    void byDefaultItIsAcceptedWithoutNonces() {
        DpopSettings settings = environment();

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.byIssuer()).containsOnlyKeys("https://issuer.example.test");
        assertThat(settings.byIssuer().values()).containsOnly(Dpop.ACCEPTED);
        assertThat(settings.requiresNonce()).isFalse();
    }

    @Test
    void noncesNeedAKeyThatReplicasShare() {
        assertThat(environment("SCOPED_GATE_DPOP_NONCE", "required").problems())
                .singleElement()
                .asString()
                .contains("scoped-gate.state-key is not set", "scoped-gate.dpop.nonce is required");
        assertThat(environment("SCOPED_GATE_DPOP_NONCE", "off").problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "SCOPED_GATE_DPOP, yes, 'scoped-gate.dpop must be accepted or required or off'",
        "SCOPED_GATE_DPOP_NONCE, on, 'scoped-gate.dpop.nonce must be off or required'",
        "SCOPED_GATE_DPOP_MAX_AGE, 1d, scoped-gate.dpop.max-age must be at least",
        "SCOPED_GATE_DPOP_ALGORITHMS, HS256, scoped-gate.dpop.algorithms holds 'HS256'",
        "SCOPED_GATE_DPOP_ALGORITHMS, none, scoped-gate.dpop.algorithms holds 'none'",
        "SCOPED_GATE_DPOP_REMEMBERED_PROOFS, 10, scoped-gate.dpop.remembered-proofs must be at least"
    })
    void aWrongValueIsNamed(String variable, String value, String problem) {
        List<String> problems = environment(variable, value).problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith(problem).contains(variable + "=");
    }

    @Test
    void aWrongValueOfAnIssuerIsNamed() {
        assertThat(environment(
                                "SCOPED_GATE_ISSUERS_OTHER_ISSUER",
                                "https://other.example.test",
                                "SCOPED_GATE_ISSUERS_OTHER_DPOP",
                                "maybe")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("scoped-gate.issuers.other.dpop must be accepted or required or off");
    }
}
