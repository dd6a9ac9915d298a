package dev.scopedgate.mcp.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.scopedgate.testsupport.BuiltApplication;
import io.quarkiverse.mcp.server.http.runtime.config.McpHttpServersBuildTimeConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which endpoints of the MCP extension the application may start with. */
class ServedEndpointsTest {

    private static final String ROOT_PATH = "quarkus.mcp.server.http.root-path";

    static Stream<Arguments> notGated() {
        return Stream.of(
                Arguments.of(Map.of(ROOT_PATH, "/x/mcp"), ROOT_PATH + " is '/x/mcp'"),
                Arguments.of(Map.of(ROOT_PATH, "/mcp/"), ROOT_PATH + " is '/mcp/'"),
                Arguments.of(Map.of(ROOT_PATH, "/"), ROOT_PATH + " is '/'"),
                Arguments.of(Map.of(ROOT_PATH, "/MCP"), ROOT_PATH + " is '/MCP'"),
                Arguments.of(Map.of(ROOT_PATH, "//mcp"), ROOT_PATH + " is '//mcp'"),
                Arguments.of(Map.of(ROOT_PATH, "/%6dcp"), ROOT_PATH + " is '/%6dcp'"),
                Arguments.of(Map.of("quarkus.mcp.server.sse.root-path", "/x/mcp"), ROOT_PATH + " is '/x/mcp'"),
                Arguments.of(
                        Map.of("quarkus.mcp.server.stdio.enabled", "true"), "quarkus.mcp.server.stdio.enabled is set"),
                Arguments.of(
                        Map.of("quarkus.mcp.server.stdio.null-system-out", "false"),
                        "quarkus.mcp.server.stdio.null-system-out is set"),
                Arguments.of(
                        Map.of("quarkus.mcp.server.websocket.endpoint-path", "/x"),
                        "quarkus.mcp.server.websocket.endpoint-path is set"),
                Arguments.of(Map.of("quarkus.http.root-path", "/x"), "quarkus.http.root-path is '/x'"),
                Arguments.of(Map.of("quarkus.http.root-path", "x/"), "quarkus.http.root-path is 'x/'"),
                Arguments.of(
                        Map.of("quarkus.mcp.server.admin.http.root-path", "/admin/mcp"),
                        "quarkus.mcp.server.admin.http.root-path is '/admin/mcp'"),
                Arguments.of(
                        Map.of("quarkus.mcp.server.admin.http.message-endpoint.include-query-params", "true"),
                        "quarkus.mcp.server.admin.http.root-path is '/mcp'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notGated")
    void namesAnEndpointThatIsNotGated(Map<String, String> settings, String problem) {
        assertThat(problems(settings)).singleElement().asString().startsWith(problem);
        assertThat(problems(settings)).allSatisfy(said -> assertThat(said).contains("build again"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"QUARKUS_MCP_SERVER_HTTP_ROOT_PATH", "QUARKUS_HTTP_ROOT_PATH"})
    void namesAnEndpointFromTheEnvironmentOfTheBuild(String variable) {
        SmallRyeConfig config = builder()
                .withSources(new EnvConfigSource(Map.of(variable, "/x"), 300))
                .build();

        assertThat(problems(config)).singleElement().asString().contains("is '/x'");
    }

    /** The whole application and not only the check: an endpoint that is not gated can never be called. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "quarkus.mcp.server.http.root-path, /x/mcp",
        "quarkus.mcp.server.admin.http.root-path, /admin/mcp",
        "quarkus.http.root-path, /x"
    })
    void anApplicationWithAnUngatedEndpointEndsItsStart(String setting, String path, @TempDir Path folder) {
        assertThat(catchThrowable(() -> new BuiltApplication(folder).startTogether(Map.of(setting, path))))
                .rootCause()
                .hasMessageContaining("scoped-notes cannot start")
                .hasMessageContaining(setting + " is '" + path + "'");
    }

    @Test
    void anApplicationWithTheGatedEndpointStarts(@TempDir Path folder) {
        assertThatCode(() -> new BuiltApplication(folder).startTogether(Map.of(ROOT_PATH, "/mcp")))
                .doesNotThrowAnyException();
    }

    static Stream<Map<String, String>> gated() {
        return Stream.of(
                Map.of(),
                Map.of(ROOT_PATH, "/mcp"),
                Map.of(ROOT_PATH, "mcp"),
                Map.of("quarkus.http.root-path", "/"),
                Map.of("quarkus.mcp.server.stdio.enabled", "false"),
                Map.of(
                        "quarkus.mcp.server.admin.http.root-path", "/admin/mcp",
                        "quarkus.mcp.server.admin.http.enabled", "false"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gated")
    void acceptsTheGatedEndpoint(Map<String, String> settings) {
        assertThat(problems(settings)).isEmpty();
    }

    private static List<String> problems(Map<String, String> settings) {
        return problems(builder()
                .withSources(new PropertiesConfigSource(settings, "test", 200))
                .build());
    }

    private static List<String> problems(SmallRyeConfig config) {
        return new ServedEndpoints(config.getConfigMapping(McpHttpServersBuildTimeConfig.class), config).problems();
    }

    private static SmallRyeConfigBuilder builder() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .addDiscoveredCustomizers()
                .withMapping(McpHttpServersBuildTimeConfig.class)
                .withMappingIgnore("quarkus.**");
    }
}
