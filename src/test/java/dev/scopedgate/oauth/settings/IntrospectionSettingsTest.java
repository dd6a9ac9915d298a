package dev.scopedgate.oauth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.IntrospectionEndpoint;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.bearer.Start;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Incomplete introspection settings, or two ways to verify the same tokens, end the start (RFC 7662 §2.1). */
class IntrospectionSettingsTest {

    private static final String SECRET = "s3cret-of-the-server";

    private static final Map<String, String> COMPLETE = Map.of(
            "RESOURCE", "https://notes.example.com/mcp",
            "ISSUER", "https://login.example.com",
            "INTROSPECTION_ENDPOINT", "https://login.example.com/introspect",
            "INTROSPECTION_CLIENT_ID", "notes",
            "INTROSPECTION_CLIENT_SECRET", SECRET);

    private static final Map<String, String> ANOTHER_ISSUER = Map.of("ISSUERS_X_ISSUER", "https://other.example.com");

    private static final Map<String, String> ANOTHER_THAT_IS_ASKED = Map.of(
            "ISSUERS_X_ISSUER", "https://other.example.com",
            "ISSUERS_X_INTROSPECTION_ENDPOINT", "https://other.example.com/introspect",
            "ISSUERS_X_INTROSPECTION_CLIENT_ID", "notes",
            "ISSUERS_X_INTROSPECTION_CLIENT_SECRET", SECRET);

    /** Complete with these settings, without those whose value is blank. */
    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(COMPLETE);
        settings.putAll(changes);
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put("SCOPED_GATE_" + name, value));
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    private static Map<String, String> and(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    private static Map<String, String> twoPrefixes(String first, String second) {
        return and(
                and(ANOTHER_THAT_IS_ASKED, "INTROSPECTION_TOKEN_PREFIX", first),
                "ISSUERS_X_INTROSPECTION_TOKEN_PREFIX",
                second);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of("INTROSPECTION_CLIENT_ID", ""), "scoped-gate.introspection.client-id is not set"),
                Arguments.of(Map.of("INTROSPECTION_CLIENT_ID", " "), "scoped-gate.introspection.client-id is not set"),
                Arguments.of(
                        Map.of("INTROSPECTION_CLIENT_SECRET", ""),
                        "scoped-gate.introspection.client-secret is not set"),
                Arguments.of(
                        Map.of("INTROSPECTION_ENDPOINT", "", "INTROSPECTION_CLIENT_SECRET", ""),
                        "scoped-gate.introspection.client-id is set, but the introspection endpoint is not"),
                Arguments.of(
                        Map.of("INTROSPECTION_ENDPOINT", "", "INTROSPECTION_CLIENT_ID", ""),
                        "scoped-gate.introspection.client-secret is set, but the introspection endpoint is not"),
                Arguments.of(
                        Map.of("INTROSPECTION_ENDPOINT", "http://login.example.com/introspect"),
                        "scoped-gate.introspection.endpoint must be https"),
                Arguments.of(
                        Map.of("INTROSPECTION_ENDPOINT", "https://login.example.com/introspect#a"),
                        "scoped-gate.introspection.endpoint must be an absolute URI with a host, without user and fragment"),
                Arguments.of(
                        Map.of("INTROSPECTION_ENDPOINT", "HTTP://login.example.com/introspect"),
                        "scoped-gate.introspection.endpoint must be https"),
                Arguments.of(
                        Map.of("ISSUER", "https://login.example.com?tenant=1"),
                        "scoped-gate.issuer must be an absolute URI with a host, without user, query and fragment"),
                Arguments.of(
                        Map.of("INTROSPECTION_TIMEOUT", "1ms"),
                        "scoped-gate.introspection.timeout must be at least 0.1s"),
                Arguments.of(
                        Map.of("JWKS_URI", "https://login.example.com/keys"),
                        "scoped-gate.jwks-uri and scoped-gate.introspection.endpoint exclude each other"),
                Arguments.of(
                        ANOTHER_THAT_IS_ASKED,
                        "scoped-gate.introspection.token-prefix is not set, and several issuers have an introspection"
                                + " endpoint"),
                Arguments.of(
                        and(ANOTHER_THAT_IS_ASKED, "INTROSPECTION_TOKEN_PREFIX", "a_"),
                        "scoped-gate.issuers.x.introspection.token-prefix is not set"),
                Arguments.of(
                        twoPrefixes("a_", "a_"),
                        "scoped-gate.issuers.x.introspection.token-prefix begins with"
                                + " scoped-gate.introspection.token-prefix"),
                Arguments.of(
                        twoPrefixes("a_", "a_b"),
                        "scoped-gate.issuers.x.introspection.token-prefix begins with"
                                + " scoped-gate.introspection.token-prefix"),
                Arguments.of(
                        twoPrefixes("a_b", "a_"),
                        "scoped-gate.introspection.token-prefix begins with"
                                + " scoped-gate.issuers.x.introspection.token-prefix"),
                Arguments.of(
                        twoPrefixes("a ", "b_"),
                        "scoped-gate.introspection.token-prefix must be 1 to 64 visible ASCII"),
                Arguments.of(
                        twoPrefixes("a_", "bä"), "scoped-gate.issuers.x.introspection.token-prefix must be 1 to 64"),
                Arguments.of(
                        Map.of("INTROSPECTION_TOKEN_PREFIX", "a".repeat(65)),
                        "scoped-gate.introspection.token-prefix must be 1 to 64"),
                Arguments.of(
                        and(ANOTHER_ISSUER, "ISSUERS_X_INTROSPECTION_TOKEN_PREFIX", "a_"),
                        "scoped-gate.issuers.x.introspection.token-prefix is set, but the introspection endpoint is not"),
                Arguments.of(
                        Map.of("ISSUER", "", "ISSUERS_X_ISSUER", "https://other.example.com"),
                        "scoped-gate.introspection.endpoint belong to scoped-gate.issuer, which is not set"),
                Arguments.of(
                        and(
                                and(and(ANOTHER_THAT_IS_ASKED, "ISSUER", ""), "INTROSPECTION_ENDPOINT", ""),
                                "INTROSPECTION_TOKEN_PREFIX",
                                "a_"),
                        "scoped-gate.introspection.endpoint belong to scoped-gate.issuer, which is not set"),
                Arguments.of(
                        Map.of("INTROSPECTION_CLIENTID", "notes"),
                        "SCOPED_GATE_INTROSPECTION_CLIENTID is not a setting"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void theStartEndsWithAMessageThatNamesTheSetting(Map<String, String> changes, String message) {
        assertThatThrownBy(() -> Start.with(with(changes)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain(SECRET);
    }

    static Stream<Map<String, String>> right() {
        return Stream.of(
                Map.of(),
                Map.of("INTROSPECTION_ENDPOINT", "http://127.0.0.1:1/introspect"),
                Map.of("INTROSPECTION_TIMEOUT", "1s"),
                Map.of("INTROSPECTION_ENDPOINT", "https://login.example.com/introspect?tenant=1"),
                Map.of("INTROSPECTION_ENDPOINT", "HTTPS://LOGIN.example.com/introspect"),
                Map.of("ISSUER", "HTTPS://login.example.com"),
                Map.of("INTROSPECTION_TOKEN_PREFIX", "a".repeat(64)),
                twoPrefixes("a_", "b_"),
                twoPrefixes("a_a", "a_b"),
                ANOTHER_ISSUER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void startsIfOneThingDiffers(Map<String, String> changes) {
        assertThat(Start.with(with(changes)).issuers().get(0).introspection()).isPresent();
    }

    @Test
    void oneOfSeveralIssuersMayHaveIntrospection() {
        Map<String, String> environment = with(ANOTHER_THAT_IS_ASKED);
        environment.keySet().removeIf(name -> name.startsWith("SCOPED_GATE_INTROSPECTION"));

        assertThat(Start.with(environment).issuers())
                .extracting(TrustedIssuer::introspection)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(new IntrospectionEndpoint(
                                URI.create("https://other.example.com/introspect"),
                                "notes",
                                SECRET,
                                "scoped-gate.issuers.x.introspection.client-id and"
                                        + " scoped-gate.issuers.x.introspection.client-secret",
                                "")));
    }

    @Test
    void theJwksUriMayHaveAQuery() {
        Map<String, String> environment = Map.of(
                "SCOPED_GATE_RESOURCE", "https://notes.example.com/mcp",
                "SCOPED_GATE_ISSUER", "https://login.example.com",
                "SCOPED_GATE_JWKS_URI", "https://login.example.com/discovery/keys?appid=1");

        assertThat(Start.with(environment).issuers().get(0).jwksUri())
                .contains(URI.create("https://login.example.com/discovery/keys?appid=1"));
    }
}
