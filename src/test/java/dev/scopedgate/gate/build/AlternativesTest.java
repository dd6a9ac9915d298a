package dev.scopedgate.gate.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scopedgate.testsupport.BuiltApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No bean of an application takes the place of all beans of a type that the gate needs. */
class AlternativesTest {

    private static final Pattern LIST = Pattern.compile("@All(?: @Any)? List<(?:InstanceHandle<)?(\\w+)>");

    @TempDir
    Path folder;

    private BuiltApplication application;

    @BeforeEach
    void begin() {
        application = new BuiltApplication(folder);
    }

    /** Members of a class, by the type of which the gate needs every bean. */
    static Stream<Arguments> ofTypesThatTheGateShares() {
        return Stream.of(
                Arguments.of("SettingsCheck", "public List<String> problems() { return List.of(); }"),
                Arguments.of(
                        "DecisionObserver",
                        "public Future<Void> decided(Decided decided) { return Future.succeededFuture(); }"),
                Arguments.of("RefusalObserver", "public void refused(TokenRefused refused) {}"),
                Arguments.of("JudgementLimit", "public boolean admits(RoutingContext context) { return true; }"),
                Arguments.of(
                        "ToolFilter", "public boolean test(ToolInfo tool, FilterContext context) { return true; }"),
                Arguments.of(
                        "McpRequestValidator",
                        "public <R extends McpRequest> Future<Boolean> validate(JsonObject m, R r, McpMethod n)"
                                + " { return Future.succeededFuture(true); }"));
    }

    private void compileShared(String annotations, String type, String members) throws Exception {
        application.compile("Own", """
                package added;
                import dev.scopedgate.gate.*;
                import dev.scopedgate.oauth.bearer.*;
                import dev.scopedgate.settings.*;
                import io.quarkiverse.mcp.server.*;
                import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
                import io.quarkiverse.mcp.server.runtime.*;
                import io.vertx.core.Future;
                import io.vertx.core.json.JsonObject;
                import io.vertx.ext.web.RoutingContext;
                import java.util.List;
                %s
                public class Own implements %s { %s }
                """.formatted(annotations, type, members));
    }

    /** Instead of all beans of a type, the container gives its alternative: no audit, no check of the settings. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTypesThatTheGateShares")
    void anAlternativeThatWouldHideBeansOfTheGateFailsTheBuild(String type, String members) throws Exception {
        for (String alternative : List.of(
                "@jakarta.enterprise.inject.Alternative @jakarta.annotation.Priority(Integer.MAX_VALUE)",
                "@io.quarkus.test.Mock")) {
            compileShared("@jakarta.inject.Singleton " + alternative, type, members);

            assertThat(catchThrowable(() -> application.buildDependent(name -> true, Map.of())))
                    .rootCause()
                    .hasMessageContaining("added.Own")
                    .hasMessageContaining(type)
                    .hasMessageContaining("Remove @Alternative");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "@Alternative @Priority(1) @Singleton public class Maker { @Produces @Singleton SettingsCheck check() { return List::of; } }",
                "@Singleton public class Maker { @Alternative @Priority(1) @Produces @Singleton SettingsCheck check() { return List::of; } }",
                "@Alternative @Priority(1) @Singleton public class Maker { @Produces @Singleton SettingsCheck check = List::of; }"
            })
    void soDoesAnAlternativeProducer(String maker) throws Exception {
        application.compile("Maker", """
                package added;
                import dev.scopedgate.settings.*;
                import jakarta.annotation.Priority;
                import jakarta.enterprise.inject.*;
                import jakarta.inject.Singleton;
                import java.util.List;
                """ + maker);

        assertThat(catchThrowable(() -> application.buildDependent(name -> true, Map.of())))
                .rootCause()
                .hasMessageContaining("added.Maker");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofTypesThatTheGateShares")
    void aFurtherBeanOfSuchATypeBuilds(String type, String members) throws Exception {
        compileShared("@jakarta.inject.Singleton", type, members);

        assertThatCode(() -> application.buildDependent(name -> true, Map.of())).doesNotThrowAnyException();
    }

    /** What the gate injects as a list, and what it is one of several in the extension. */
    @Test
    void theTypesAreThoseOfWhichTheGateNeedsEveryBean() throws Exception {
        Set<String> needed = new TreeSet<>(Set.of("McpRequestValidator"));
        Stream.of(Class.forName("dev.scopedgate.gate.DeclaredOnly").getInterfaces())
                .map(Class::getSimpleName)
                .forEach(needed::add);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/scopedgate"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                LIST.matcher(Files.readString(file)).results().forEach(found -> needed.add(found.group(1)));
            }
        }
        // the application's own: the start ends if there are two
        needed.remove("TokenVerifier");
        // of the extension, and the gate has none
        needed.removeAll(Set.of("InitialCheck", "InitialResponseInfo"));

        assertThat(AlternativesExtension.TYPES)
                .extracting(type -> type.substring(type.lastIndexOf('.') + 1))
                .containsExactlyInAnyOrderElementsOf(needed);
    }
}
