package dev.scopedgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An old name of a setting is reported with its new name; other names are left to the check of unknown names. */
class RenamedSettingsTest {

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withInterceptors(new RenamedSettings())
                .withSources(new PropertiesConfigSource(properties, "test", 500))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "scoped-notes.resource, scoped-gate.resource",
        "scoped-notes.issuers.second.jwks-uri, scoped-gate.issuers.second.jwks-uri",
        "scoped-notes.token-cache.max-age, scoped-gate.token-cache.max-age",
        "%prod.scoped-notes.issuer, scoped-gate.issuer",
        "scoped-notes.notes.access, scoped-notes.access",
        "'quarkus.log.category.\"scoped-notes.audit\".level', 'quarkus.log.category.\"scoped-gate.audit\".level'"
    })
    void namesTheNewNameOfAnOldProperty(String old, String now) {
        SmallRyeConfig config = config(Map.of(old, "x"));

        assertThat(new OldNames(config).problems()).containsExactly(old + " is now " + now);
        assertThat(config.getPropertyNames()).doesNotContain(old);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"scoped-gate.resource", "scoped-notes.database.url", "scoped-notes.access", "scoped-notes.resourc"})
    void otherPropertiesAreNotOldNames(String name) {
        SmallRyeConfig config = config(Map.of(name, "x"));

        assertThat(new OldNames(config).problems()).isEmpty();
        assertThat(config.getPropertyNames()).contains(name);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "SCOPED_NOTES_RESOURCE, SCOPED_NOTES_RESOURCE is now SCOPED_GATE_RESOURCE",
        "SCOPED_NOTES_ISSUERS_A_ISSUER, SCOPED_NOTES_ISSUERS_A_ISSUER is now SCOPED_GATE_ISSUERS_A_ISSUER",
        "SCOPED_NOTES_NOTES_ACCESS, SCOPED_NOTES_NOTES_ACCESS is now SCOPED_NOTES_ACCESS",
        "QUARKUS_LOG_CATEGORY__SCOPED_NOTES_AUDIT__LEVEL,"
                + " QUARKUS_LOG_CATEGORY__SCOPED_NOTES_AUDIT__LEVEL is now QUARKUS_LOG_CATEGORY__SCOPED_GATE_AUDIT__LEVEL",
        "SCOPED_NOTES_RESOURC, SCOPED_NOTES_RESOURC is not a setting",
        "SCOPED_GATE_RESOURC, SCOPED_GATE_RESOURC is not a setting"
    })
    void namesTheNewNameOfAnOldVariableAndNotOfATypo(String variable, String problem) {
        List<String> problems = new UnknownEnvironment(config(Map.of()), Set.of(variable)).problems();

        assertThat(problems).singleElement().asString().startsWith(problem);
    }

    @Test
    void acceptsAVariableOfASetting() {
        SmallRyeConfig config = config(Map.of("scoped-gate.resource", "x"));

        assertThat(new UnknownEnvironment(config, Set.of("SCOPED_GATE_RESOURCE")).problems())
                .isEmpty();
    }
}
