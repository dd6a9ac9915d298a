package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.TrustedIssuer;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.LogRecorder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A prefix that the tokens of an issuer contradict is logged, because otherwise only 403 would tell. */
class TokenScopesTest {

    private static TrustedIssuer issuer(Map<String, String> further) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SCOPED_GATE_RESOURCE", "https://notes.example.com/mcp",
                "SCOPED_GATE_ISSUER", "https://login.example.com"));
        environment.putAll(further);
        return Start.with(environment).issuers().get(0);
    }

    private static JwtClaims claims(Object scope) {
        JwtClaims claims = new JwtClaims();
        claims.setClaim("scope", scope);
        return claims;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "true, openid secret:scope, begins with",
        "true, secret:scope, begins with",
        "false, openid api://notes/secret:scope, is without"
    })
    void isLoggedOnceAndWithoutTheScopes(boolean inToken, String scope, String what) {
        TokenScopes scopes = new TokenScopes(issuer(Map.of(
                "SCOPED_GATE_SCOPE_PREFIX",
                "api://notes/",
                "SCOPED_GATE_SCOPE_PREFIX_IN_TOKEN",
                Boolean.toString(inToken))));
        try (LogRecorder log = new LogRecorder()) {
            for (int i = 0; i < 3; i++) {
                scopes.of(claims(scope));
            }

            assertThat(log.entries())
                    .filteredOn(entry -> entry.contains("https://login.example.com"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("none that " + what + " its scope-prefix")
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "true, openid offline_access",
        "true, openid api://notes/notes:read other",
        "true, ''",
        "false, openid",
        "false, notes:read api://notes/other"
    })
    void aTokenThatFitsIsNotLogged(boolean inToken, String scope) {
        TokenScopes scopes = new TokenScopes(issuer(Map.of(
                "SCOPED_GATE_SCOPE_PREFIX",
                "api://notes/",
                "SCOPED_GATE_SCOPE_PREFIX_IN_TOKEN",
                Boolean.toString(inToken))));
        try (LogRecorder log = new LogRecorder()) {
            scopes.of(claims(scope));

            assertThat(log.entries()).noneMatch(entry -> entry.contains("https://login.example.com"));
        }
    }

    @Test
    void withoutAPrefixNothingIsLogged() {
        TokenScopes scopes = new TokenScopes(issuer(Map.of()));
        try (LogRecorder log = new LogRecorder()) {
            assertThat(scopes.of(claims(List.of("a", "", "b c", "a")))).containsExactly("a");

            assertThat(log.entries()).noneMatch(entry -> entry.contains("https://login.example.com"));
        }
    }
}
