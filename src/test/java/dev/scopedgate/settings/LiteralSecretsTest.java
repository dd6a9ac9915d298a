package dev.scopedgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.IntrospectionEndpoint;
import dev.scopedgate.oauth.bearer.Start;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is used exactly as written, whatever characters it has. */
class LiteralSecretsTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "SCOPED_GATE_RESOURCE", "https://notes.example.test/mcp",
            "SCOPED_GATE_ISSUER", "https://issuer.example.test",
            "SCOPED_GATE_INTROSPECTION_ENDPOINT", "https://issuer.example.test/introspect",
            "SCOPED_GATE_INTROSPECTION_CLIENT_ID", "notes");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x$$y",
                "$$",
                "${x}",
                "${scoped-gate.issuer}",
                "${x:y}",
                "${",
                "$",
                "a\\$b",
                "a\\${b}",
                "\\\\",
                "%25%s",
                "a,b",
                "${aes::x}",
                "#{x}",
                "\u00e4\u20ac",
                "a b"
            })
    void usesTheSecretsOfIntrospectionAndDatabaseLiterally(String secret) throws IOException {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("SCOPED_GATE_INTROSPECTION_CLIENT_SECRET", secret);
        IntrospectionEndpoint endpoint =
                Start.with(environment).issuers().get(0).introspection().orElseThrow();

        assertThat(endpoint.clientSecret()).isEqualTo(secret);
        assertThat(new String(Base64.getDecoder().decode(endpoint.basicCredentials()), StandardCharsets.US_ASCII))
                .isEqualTo("notes:" + IntrospectionEndpoint.formEncoded(secret));

        assertThat(config(Map.of("SCOPED_GATE_ISSUERS_A_INTROSPECTION_CLIENT_SECRET", secret), Map.of())
                        .getValue("scoped-gate.issuers.a.introspection.client-secret", String.class))
                .isEqualTo(secret);
        assertThat(config(Map.of(), Map.of("scoped-gate.introspection.client-secret", secret))
                        .getValue("scoped-gate.introspection.client-secret", String.class))
                .isEqualTo(secret);
        assertThat(config(Map.of("SCOPED_GATE_STATE_KEY", secret), Map.of())
                        .getValue("scoped-gate.state-key", String.class))
                .isEqualTo(secret);
        assertThat(config(Map.of("SCOPED_GATE_STATE_KEY_PREVIOUS", secret), Map.of())
                        .getValue("scoped-gate.state-key-previous", String.class))
                .isEqualTo(secret);
        for (SmallRyeConfig config : new SmallRyeConfig[] {
            config(Map.of("SCOPED_NOTES_DATABASE_PASSWORD", secret), Map.of()),
            config(Map.of(), Map.of("scoped-notes.database.password", secret))
        }) {
            assertThat(config.getValue("scoped-notes.database.password", String.class))
                    .isEqualTo(secret);
            assertThat(config.getValue("quarkus.datasource.password", String.class))
                    .isEqualTo(secret);
        }
    }

    @Test
    void resolvesExpressionsInOtherSettings() throws IOException {
        SmallRyeConfig config = config(
                Map.of("SCOPED_NOTES_DATABASE_USERNAME", "${scoped-notes.role}"), Map.of("scoped-notes.role", "notes"));

        assertThat(config.getValue("quarkus.datasource.username", String.class)).isEqualTo("notes");
        assertThat(config.getOptionalValue("quarkus.datasource.password", String.class))
                .isEmpty();
        assertThat(config(Map.of("QUARKUS_DATASOURCE_PASSWORD", "${pw}"), Map.of("pw", "of the framework"))
                        .getValue("quarkus.datasource.password", String.class))
                .isEqualTo("of the framework");
    }

    @Test
    void theBuildKeepsTheExpressionUnresolved() throws IOException {
        SmallRyeConfig config = config(Map.of("SCOPED_NOTES_DATABASE_PASSWORD", "of the builder"), Map.of());

        assertThat(Expressions.withoutExpansion(() -> config.getConfigValue("quarkus.datasource.password"))
                        .getValue())
                .isEqualTo("${scoped-notes.database.password:}");
    }

    /** Over the application's own properties, as in production. */
    private static SmallRyeConfig config(Map<String, String> environment, Map<String, String> properties)
            throws IOException {
        Properties packaged = new Properties();
        try (InputStream file = LiteralSecretsTest.class.getResourceAsStream("/application.properties")) {
            packaged.load(file);
        }
        Map<String, String> application = new HashMap<>();
        packaged.forEach((name, value) -> application.put(name.toString(), value.toString()));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredInterceptors()
                .withProfile("prod")
                .withSources(
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(properties, "properties", 260),
                        new PropertiesConfigSource(application, "application.properties", 250))
                .build();
    }
}
