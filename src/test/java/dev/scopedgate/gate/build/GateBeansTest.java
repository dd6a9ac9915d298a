package dev.scopedgate.gate.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scopedgate.testsupport.BuiltApplication;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application that depends on a jar of these classes either has the gate or does not build. */
class GateBeansTest {

    private static final String TOOL = """
            package added;
            import dev.scopedgate.gate.Scoped;
            import io.quarkiverse.mcp.server.Tool;
            public class Added {
                @Scoped("added:use")
                @Tool(description = "d")
                public String use() { return "x"; }
            }
            """;
    private static final String TRANSPORT = """
            package added;
            import io.quarkiverse.mcp.server.InitialRequest.Transport;
            import io.quarkiverse.mcp.server.runtime.*;
            import io.quarkiverse.mcp.server.runtime.config.McpServersRuntimeConfig;
            import io.vertx.core.Vertx;
            import jakarta.inject.Singleton;
            import java.util.List;
            @Singleton
            public class Further extends McpMessageHandler<McpRequest> {
                Further(McpServersRuntimeConfig a, ConnectionManager b, PromptManagerImpl c, ToolManagerImpl d,
                        ResourceManagerImpl e, PromptCompletionManagerImpl f, ResourceTemplateManagerImpl g,
                        ResourceTemplateCompletionManagerImpl h, NotificationManagerImpl i, ServerRequests j,
                        McpMetadata k, Vertx l, CancellationRequests m) {
                    super(a, b, c, d, e, f, g, h, i, j, k, l, List.of(), List.of(), null, null, null, m);
                }
                protected Transport transport() { return Transport.WEBSOCKET; }
            }
            """;

    /** Metrics, traces of what others have redacted, readiness, the public document, the names of settings. */
    private static final Set<String> DECIDES_NOTHING = Set.of(
            "Ask",
            "CallsInFlight",
            "DecisionAttributes",
            "DecisionMetrics",
            "InjectedToken",
            "KeysReadiness",
            "MetadataRoute",
            "MicrometerMeters",
            "NoMeters",
            "OperationSpan",
            "PageRoute",
            "RequestLabels",
            "RequestSpan",
            "Scopes",
            "TableScopes",
            "TokenMetrics",
            "UnansweredRequest",
            "Whoami");

    private static final String NOT_BEANS = "@Scoped would protect nothing";
    private static final Predicate<String> ALL = name -> true;
    private static final Predicate<String> WITHOUT_BEANS_XML = name -> !name.endsWith("beans.xml");

    @TempDir
    Path folder;

    private BuiltApplication application;

    @BeforeEach
    void compileATool() throws Exception {
        application = new BuiltApplication(folder);
        application.compile("Added", TOOL);
    }

    @Test
    void aDependentApplicationBuilds() {
        assertThatCode(() -> application.buildDependent(ALL, Map.of())).doesNotThrowAnyException();
    }

    static Stream<Map<String, String>> exclusions() {
        return Stream.of(
                Map.of("quarkus.arc.exclude-types", "dev.scopedgate.gate.ScopedInterceptor"),
                Map.of("quarkus.arc.exclude-types", "dev.scopedgate.mcp.engine.OnlyGatedRequests"),
                Map.of("quarkus.arc.exclude-types", "dev.scopedgate.oauth.bearer.BearerAuthentication"),
                Map.of("quarkus.arc.exclude-types", "dev.scopedgate.tracing.SpanRedaction"),
                Map.of(
                        "quarkus.arc.exclude-dependency.gate.group-id", "dev.scopednotes",
                        "quarkus.arc.exclude-dependency.gate.artifact-id", "as-a-library"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exclusions")
    void excludingAClassOfTheGateFailsTheBuild(Map<String, String> settings) {
        assertThat(catchThrowable(() -> application.buildDependent(ALL, settings)))
                .rootCause()
                .hasMessageContaining(NOT_BEANS);
    }

    @Test
    void anotherTransportFailsTheBuild() throws Exception {
        application.compile("Further", TRANSPORT);

        assertThat(catchThrowable(() -> application.buildDependent(ALL, Map.of())))
                .rootCause()
                .hasMessageContaining("The MCP transport added.Further is not behind the gate");
    }

    /** A missing class that is injected somewhere fails the build by itself. */
    @Test
    void everyClassThatNothingInjectsIsRequiredOrDecidesNothing() throws Exception {
        List<Class<?>> classes = ofTheGate();
        Set<Class<?>> injected = classes.stream()
                // a class within a bean is made by that bean
                .filter(type -> !type.getName().contains("$"))
                .flatMap(type -> Stream.of(type.getDeclaredConstructors()))
                .flatMap(constructor -> Stream.of(constructor.getParameterTypes()))
                .collect(Collectors.toSet());

        assertThat(classes.stream()
                        .filter(GateBeansTest::isBean)
                        .filter(type -> !injected.contains(type))
                        .map(Class::getName)
                        .filter(name -> !DECIDES_NOTHING.contains(name.substring(name.lastIndexOf('.') + 1))))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                GateBeansExtension.REQUIRED.stream(),
                                GateBeansExtension.REQUIRED_WITH.keySet().stream())
                        .toList());
    }

    private static List<Class<?>> ofTheGate() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        Path root = Path.of("target/classes");
        for (String folder : List.of(
                "audit",
                "bounds",
                "connection",
                "gate",
                "http",
                "limits",
                "mcp",
                "metrics",
                "oauth",
                "page",
                "perimeter",
                "settings",
                "tracing")) {
            try (Stream<Path> files = Files.walk(root.resolve("dev/scopedgate").resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".class")).toList()) {
                    String name = root.relativize(file)
                            .toString()
                            .replace(".class", "")
                            .replace(File.separatorChar, '.');
                    if (!name.endsWith("package-info")) {
                        classes.add(Class.forName(
                                name, false, Thread.currentThread().getContextClassLoader()));
                    }
                }
            }
        }
        return classes;
    }

    private static boolean isBean(Class<?> type) {
        return type.isAnnotationPresent(Singleton.class)
                || type.isAnnotationPresent(jakarta.interceptor.Interceptor.class)
                || type.isAnnotationPresent(org.eclipse.microprofile.health.Readiness.class)
                || Stream.of(type.getDeclaredMethods())
                        .flatMap(method -> Stream.of(method.getParameters()))
                        .anyMatch(parameter -> parameter.isAnnotationPresent(Observes.class));
    }

    /** What cannot be read may have tools: otherwise the framework fails here without a message. */
    @Test
    void aBeanWithoutItsInterfaceFailsTheBuildByName() throws Exception {
        application.compile("Gone", "package added; public interface Gone {}");
        application.compile(
                "Orphan", "package added; @jakarta.inject.Singleton public class Orphan implements added.Gone {}");
        Files.delete(folder.resolve("classes/added/Gone.class"));

        assertThat(catchThrowable(() -> application.buildDependent(ALL, Map.of())))
                .rootCause()
                .hasMessageContaining("added.Orphan")
                .hasMessageContaining("not on the class path");
    }

    @Test
    void aJarThatIsNotABeanArchiveFailsTheBuild() {
        assertThat(catchThrowable(() -> application.buildDependent(WITHOUT_BEANS_XML, Map.of())))
                .rootCause()
                .hasMessageContaining(NOT_BEANS);
    }
}
