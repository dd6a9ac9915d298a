package dev.scopedgate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scopedgate.testsupport.BuiltApplication;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Builds this application with one more class: the build fails for a feature without a scope and succeeds with it. The
 * class is compiled here, because among the test classes it would fail every other test's build.
 */
class UndeclaredScopeTest {

    private static final String CLASS = """
            package added;
            import dev.scopedgate.gate.Scoped;
            import io.quarkiverse.mcp.server.*;
            %s
            public class Added {
                %s
            }
            """;

    @TempDir
    Path folder;

    private BuiltApplication application;

    @BeforeEach
    void begin() {
        application = new BuiltApplication(folder);
    }

    static Stream<Arguments> features() {
        String text = "String %s() { return \"x\"; }";
        String contents =
                "TextResourceContents %s(RequestUri uri) { return TextResourceContents.create(uri.value(), \"x\"); }";
        return Stream.of(
                Arguments.of("@Tool", "@Tool(description = \"d\")", text),
                Arguments.of("@Resource", "@Resource(uri = \"notes://all\")", contents),
                Arguments.of(
                        "@ResourceTemplate",
                        "@ResourceTemplate(uriTemplate = \"notes://{id}\")",
                        "TextResourceContents %s(String id, RequestUri uri) {"
                                + " return TextResourceContents.create(uri.value(), id); }"),
                Arguments.of(
                        "@Prompt",
                        "@Prompt(description = \"d\")",
                        "PromptMessage %s() { return PromptMessage.withUserRole(\"x\"); }"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void aFeatureWithoutAScopeFailsTheBuildByName(String feature, String annotation, String method) throws Exception {
        compile("", annotation + " " + method.formatted("forgotten"));

        assertThat(catchThrowable(this::build))
                .rootCause()
                .hasMessageContaining(feature + " method added.Added#forgotten has no @Scoped");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void theSameFeatureWithAScopeBuilds(String feature, String annotation, String method) throws Exception {
        compile("", "@Scoped(\"added:use\") " + annotation + " " + method.formatted("declared"));

        assertThatCode(this::build).doesNotThrowAnyException();
    }

    /** Otherwise the audit would name the first for both. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"same", "other"})
    void twoFeatureMethodsOfOneNameFailTheBuildAndOfTwoNamesDoNot(String second) throws Exception {
        compile(
                "",
                "@Scoped(\"a:read\") @Tool(name = \"get\") String same() { return \"x\"; }"
                        + " @Scoped(\"a:write\") @Tool(name = \"put\") String " + second
                        + "(String value) { return value; }");

        if ("same".equals(second)) {
            assertThat(catchThrowable(this::build))
                    .rootCause()
                    .hasMessageContaining("Two methods with a feature have the name added.Added#same");
        } else {
            assertThatCode(this::build).doesNotThrowAnyException();
        }
    }

    static Stream<Arguments> wrongScopes() {
        String tool = "@Tool(description = \"d\") String odd() { return \"x\"; }";
        return Stream.of(
                Arguments.of("", "@Scoped(\"\") " + tool, "@Scoped on added.Added#odd is not one scope-token"),
                Arguments.of("", "@Scoped(\"a b\") " + tool, "@Scoped on added.Added#odd is not one scope-token"),
                Arguments.of("", "@Scoped(\"offline_access\") " + tool, "@Scoped on added.Added#odd is offline_access"),
                Arguments.of("@Scoped(\"a\")", "@Scoped(\"a\") " + tool, "@Scoped is on the class added.Added"),
                Arguments.of("@Scoped(\"a\")", tool, "@Scoped is on the class added.Added"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("wrongScopes")
    void anInvalidOrMisplacedScopeFailsTheBuild(String onClass, String method, String message) throws Exception {
        compile(onClass, method);

        assertThat(catchThrowable(this::build)).rootCause().hasMessageContaining(message);
    }

    private void compile(String onClass, String method) throws Exception {
        application.compile("Added", CLASS.formatted(onClass, method));
    }

    private void build() throws Exception {
        application.buildTogether(Map.of());
    }
}
