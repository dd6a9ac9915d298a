package dev.scopedgate.oauth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scopedgate.testsupport.BuiltApplication;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application starts with one verifier of its own and not with two, nor with one beside settings of another. */
class ApplicationVerifierTest {

    private static final Map<String, String> PLAIN = Map.of("quarkus.http.test-port", "0");

    @TempDir
    Path folder;

    private BuiltApplication application;

    @BeforeEach
    void compileAVerifier() throws Exception {
        application = new BuiltApplication(folder);
        compile("First", "@jakarta.inject.Singleton");
    }

    private void compile(String name, String annotations) throws Exception {
        application.compile(name, """
                package added;
                import dev.scopedgate.oauth.*;
                import io.smallrye.mutiny.Uni;
                import java.util.Optional;
                %s
                public class %s implements TokenVerifier {
                    public Uni<Optional<TokenClaims>> verify(String token) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                }
                """.formatted(annotations, name));
    }

    @Test
    void startsWithOne() {
        assertThatCode(() -> application.startTogether(PLAIN)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "@jakarta.inject.Named(\"second\")",
                "@io.quarkus.arc.Unremovable @io.smallrye.common.annotation.Identifier(\"second\")"
            })
    void doesNotStartWithTwo(String qualifier) throws Exception {
        compile("Second", "@jakarta.inject.Singleton " + qualifier);

        assertThat(catchThrowable(() -> application.startTogether(PLAIN)))
                .rootCause()
                .hasMessageContaining("dev.scopedgate.oauth.TokenVerifier")
                .hasMessageContaining("added.First, added.Second. Keep one");
    }

    /** As a test does that replaces the verifier. */
    @Test
    void startsWithOneAndAnAlternativeToIt() throws Exception {
        compile(
                "Second",
                "@jakarta.inject.Singleton @jakarta.enterprise.inject.Alternative @jakarta.annotation.Priority(1)");

        assertThatCode(() -> application.startTogether(PLAIN)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"scoped-gate.jwks-uri", "scoped-gate.token.max-lifetime", "scoped-gate.issuers.x.jwks-uri"})
    void doesNotStartWithASettingThatItWouldIgnore(String setting) {
        Map<String, String> settings = Map.of(
                "quarkus.http.test-port",
                "0",
                "scoped-gate.issuers.x.issuer",
                "https://x.example.test",
                setting,
                setting.endsWith("uri") ? "https://x.example.test/jwks" : "PT5M");

        assertThat(catchThrowable(() -> application.startTogether(settings)))
                .rootCause()
                .hasMessageContaining(setting + " is set, but added.First alone judges tokens: remove one of the two");
    }
}
