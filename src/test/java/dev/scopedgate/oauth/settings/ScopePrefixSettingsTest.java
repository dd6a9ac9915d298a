package dev.scopedgate.oauth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.ResourceServer;
import dev.scopedgate.oauth.ScopeNames;
import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.bearer.Start;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A prefix that is no part of a scope, or makes one scope another, ends the start. */
class ScopePrefixSettingsTest {

    private static final Map<String, String> PLAIN = Map.of(
            "RESOURCE", "https://notes.example.com/mcp",
            "ISSUER", "https://login.example.com",
            "ISSUERS_B_ISSUER", "https://b.example.com",
            "ISSUERS_A_ISSUER", "https://a.example.com");

    private static Map<String, String> with(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>();
        PLAIN.forEach((name, value) -> environment.put("SCOPED_GATE_" + name, value));
        changes.forEach((name, value) -> environment.put("SCOPED_GATE_" + name, value));
        environment.values().removeIf(String::isEmpty);
        return environment;
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Map.of("SCOPE_PREFIX", " "), "scoped-gate.scope-prefix must be 1 to 200 characters"),
                Arguments.of(Map.of("SCOPE_PREFIX", "api://notes/ "), "scoped-gate.scope-prefix must be"),
                Arguments.of(Map.of("SCOPE_PREFIX", "api://\"/"), "scoped-gate.scope-prefix must be"),
                Arguments.of(Map.of("SCOPE_PREFIX", "api:\\"), "scoped-gate.scope-prefix must be"),
                Arguments.of(Map.of("SCOPE_PREFIX", "api://nötes/"), "scoped-gate.scope-prefix must be"),
                Arguments.of(Map.of("SCOPE_PREFIX", "a\tb/"), "scoped-gate.scope-prefix must be"),
                Arguments.of(Map.of("SCOPE_PREFIX", "x".repeat(201)), "scoped-gate.scope-prefix must be"),
                Arguments.of(
                        Map.of("ISSUERS_A_SCOPE_PREFIX", "a b"), "scoped-gate.issuers.a.scope-prefix must be 1 to 200"),
                Arguments.of(
                        Map.of("SCOPE_PREFIX_IN_TOKEN", "true"),
                        "scoped-gate.scope-prefix-in-token is true, but scoped-gate.scope-prefix is not set"),
                Arguments.of(
                        Map.of("ISSUERS_A_SCOPE_PREFIX_IN_TOKEN", "true", "SCOPE_PREFIX", "api://notes/"),
                        "scoped-gate.issuers.a.scope-prefix-in-token is true"),
                Arguments.of(
                        Map.of("ISSUER", "", "SCOPE_PREFIX", "api://notes/"),
                        "scoped-gate.scope-prefix and scoped-gate.scope-prefix-in-token belong to scoped-gate.issuer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void theStartEndsWithAMessageThatNamesTheSetting(Map<String, String> changes, String message) {
        assertThatThrownBy(() -> Start.with(with(changes)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"api://notes/, false", "https://notes.example.com/mcp/, true", "urn:notes:, true", "n, false"})
    void startsWithAPrefixAndReadsIt(String prefix, boolean inToken) {
        ResourceServer server = Start.with(with(Map.of(
                "SCOPE_PREFIX", prefix,
                "SCOPE_PREFIX_IN_TOKEN", Boolean.toString(inToken),
                "ISSUERS_A_SCOPE_PREFIX", "x".repeat(200))));

        assertThat(server.scopeNames()).isEqualTo(new ScopeNames(prefix, inToken));
        assertThat(server.issuers())
                .extracting(TrustedIssuer::scopes)
                .containsExactly(
                        new ScopeNames(prefix, inToken), new ScopeNames("x".repeat(200), false), ScopeNames.PLAIN);
    }

    /** Clients without a token are sent to the first, and its names are in the 401. */
    @Test
    void issuersAreInTheOrderOfTheirNames() {
        Map<String, String> further = new HashMap<>();
        Stream.of("z", "c", "m", "k", "b1", "q")
                .forEach(name -> further.put("ISSUERS_" + name.toUpperCase() + "_ISSUER", "https://" + name + ".test"));

        assertThat(Start.with(with(further)).issuers())
                .extracting(issuer -> issuer.issuer().replaceAll("https://|\\..*", ""))
                .containsExactly("login", "a", "b", "b1", "c", "k", "m", "q", "z");
    }

    private static List<String> problems(Map<String, String> changes, String... scopes) {
        return new ScopeNamesCheck(Start.config(with(changes)), Start.scopes(scopes)).problems();
    }

    @Test
    void aNameThatIsAlsoThatOfAnotherScopeEndsTheStart() {
        Map<String, String> prefix =
                Map.of("ISSUERS_A_SCOPE_PREFIX", "admin:", "ISSUERS_A_SCOPE_PREFIX_IN_TOKEN", "true");

        assertThat(problems(prefix, "notes", "admin:notes"))
                .containsExactly("scoped-gate.issuers.a.scope-prefix makes 'admin:notes' of the scope 'notes', and that"
                        + " name also stands for the scope 'admin:notes': choose another prefix, or another name in"
                        + " @Scoped");
        assertThat(problems(prefix, "notes", "admin:other")).isEmpty();
    }

    @Test
    void aScopeThatBeginsWithAPrefixWhichTokensDoNotHaveEndsTheStart() {
        Map<String, String> prefix = Map.of("SCOPE_PREFIX", "notes:");

        assertThat(problems(prefix, "notes:read", "read:notes"))
                .containsExactly("the scope 'notes:read' begins with scoped-gate.scope-prefix, so a token with it would"
                        + " count as one with the prefix and not have it: choose another prefix, or another name in"
                        + " @Scoped");
        assertThat(problems(prefix, "read:notes", "notes")).isEmpty();
        assertThat(problems(Map.of("SCOPE_PREFIX", "notes:", "SCOPE_PREFIX_IN_TOKEN", "true"), "notes:read"))
                .isEmpty();
    }

    @Test
    void twoPrefixesThatMakeOneNameOfTwoScopesEndTheStart() {
        Map<String, String> nested = Map.of("SCOPE_PREFIX", "api://a/", "ISSUERS_A_SCOPE_PREFIX", "api://a/b/");

        assertThat(problems(nested, "b/read", "read")).hasSize(1);
        assertThat(problems(nested, "b/read", "write")).isEmpty();
        // the same prefix twice makes the same name of the same scope
        assertThat(problems(Map.of("SCOPE_PREFIX", "api://a/", "ISSUERS_A_SCOPE_PREFIX", "api://a/"), "b/read", "read"))
                .isEmpty();
    }
}
