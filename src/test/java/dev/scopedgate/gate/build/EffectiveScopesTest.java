package dev.scopedgate.gate.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scopedgate.testsupport.BuiltApplication;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A scope that would never be enforced fails the build; beside each case the place where it is. */
class EffectiveScopesTest {

    private static final String ON_THE_CLASS = """
            package added;
            import dev.scopedgate.gate.Scoped;
            import jakarta.inject.Singleton;
            public interface Purge { void purge(String name); }
            @Singleton class Purger implements Purge { @Scoped("a:purge") public void purge(String name) {} }
            abstract class Base<T> { @Scoped("a:base") void inherited() {} @Scoped("a:base") void put(T value) {}
                @Scoped("a:base") void overloaded(String value) {} abstract void open(); }
            @Singleton class Bean extends Base<String> { @Override @Scoped("a:bean") void put(String value) {}
                void overloaded(int value) {} @Override @Scoped("a:bean") void open() {} }
            class Excluded { @Scoped("a:b") @io.quarkiverse.mcp.server.Tool String excluded() { return "x"; } }
            abstract class Kept { @Scoped("a:b") void kept() {} @Scoped("a:b") void find(java.util.List<String> ids) {} }
            @Singleton @io.quarkus.arc.profile.IfBuildProfile("elsewhere") class Away extends Kept {}
            class Lists { @Scoped("a:b") void find(java.util.List<String> ids) {} }
            @Singleton class Found extends Lists { void find(String id) {} }
            class Plain { @Scoped("a:all") static void allOfThem() {} void other() {} }
            @Singleton @io.quarkus.arc.profile.IfBuildProfile("elsewhere") class Elsewhere { @Scoped("a:b") void away() {} }
            """;

    @TempDir
    Path folder;

    private BuiltApplication application;

    @BeforeEach
    void begin() {
        application = new BuiltApplication(folder);
    }

    static Stream<Arguments> withoutEffect() {
        return Stream.of(
                Arguments.of(
                        "interface Odd { @Scoped(\"a:b\") void run(); } @Singleton class Of implements Odd { public void run() {} }",
                        "@Scoped on added.Odd#run protects nothing, because a class implements the method"),
                Arguments.of(
                        "interface Odd { @Scoped(\"a:b\") default void run() {} } @Singleton class Of implements Odd {}",
                        "@Scoped on added.Odd#run protects nothing, because a class implements the method"),
                Arguments.of(
                        "abstract class Odd { @Scoped(\"a:b\") abstract void run(); } @Singleton class Of extends Odd { void run() {} }",
                        "@Scoped on added.Odd#run protects nothing, because a class implements the method"),
                Arguments.of(
                        "class Odd { @Scoped(\"a:b\") void run() {} }",
                        "@Scoped in added.Odd protects nothing, because the class is no bean"),
                Arguments.of(
                        "@jakarta.inject.Named(\"odd\") class Odd { @Scoped(\"a:b\") void run() {} }",
                        "@Scoped in added.Odd protects nothing, because the class is no bean"),
                Arguments.of(
                        "class Odd { @Scoped(\"a:b\") void run(java.util.List<String> names) {} }"
                                + " @Singleton class Of extends Odd { void run(java.util.List<String> names) {} }",
                        "added.Of#run overrides a method with @Scoped and has none"),
                Arguments.of(
                        "@Singleton class Odd { @Scoped(\"a:b\") private void run() {} }",
                        "@Scoped on added.Odd#run protects nothing, because the method is private"),
                Arguments.of(
                        "class Odd { @Scoped(\"a:b\") void run(String name) {} } @Singleton class Of extends Odd { void run(String name) {} }",
                        "added.Of#run overrides a method with @Scoped and has none"),
                Arguments.of(
                        "class Odd<T> { @Scoped(\"a:b\") void run(T name) {} } @Singleton class Of extends Odd<String> { void run(String name) {} }",
                        "added.Of#run overrides a method with @Scoped and has none"));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("withoutEffect")
    void aScopeWithoutEffectFailsTheBuildByName(String classes, String message) throws Exception {
        application.compile(
                "Odd", "package added; import dev.scopedgate.gate.Scoped; import jakarta.inject.Singleton; " + classes);

        assertThat(catchThrowable(() ->
                        application.buildTogether(Map.of("quarkus.arc.fail-on-intercepted-private-method", "false"))))
                .rootCause()
                .hasMessageContaining(message);
    }

    @Test
    void theSameScopesOnMethodsOfBeansBuild() throws Exception {
        application.compile("Purge", ON_THE_CLASS);

        assertThatCode(() -> application.buildTogether(Map.of("quarkus.arc.exclude-types", "added.Excluded")))
                .doesNotThrowAnyException();
    }
}
