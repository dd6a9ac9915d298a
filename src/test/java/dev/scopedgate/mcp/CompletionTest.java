package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkiverse.mcp.server.CompletionManager;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.PromptCompletionManager;
import io.quarkiverse.mcp.server.ResourceTemplateCompletionManager;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A completion is requested as in the MCP schema, a prompt's by name and a template's by URI, and each has its scope.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(CompletionTest.WithFurtherFeatures.class)
public class CompletionTest {

    private static final Map<String, Object> PAGE = Map.of("type", "ref/resource", "uri", "pages://{page}");
    private static final Map<String, Object> GREETING = Map.of("type", "ref/prompt", "name", "greet");

    /** A completion that readers may request, beside one that they may not. */
    private static final Map<String, Object> BOTH =
            Map.of("type", "ref/resource", "uri", "pages://{page}", "name", "greet");

    public static class WithFurtherFeatures implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("test.further-features", "true");
        }
    }

    @Test
    void completesATemplateByItsUri() {
        assertThat(value(complete("admin:notes", PAGE, "page"))).isEqualTo("a-one");
    }

    @Test
    void completesAPromptByItsName() {
        assertThat(value(complete("notes:read", GREETING, "who"))).isEqualTo("a-two");
    }

    @Test
    void refusesBothWithoutTheirScope() {
        assertDenied(complete("notes:read", PAGE, "page"), "admin:notes");
        assertDenied(complete("notes:read", BOTH, "page"), "admin:notes");
        assertDenied(complete("notes:write", GREETING, "who"), "notes:read");
    }

    @Test
    void aCompletionThatWasRegisteredAtRunTimeDoesNotRunAndADeclaredOneDoes() {
        AtomicInteger ran = new AtomicInteger();
        register(ResourceTemplateCompletionManager.class, "sheet", "sheet", ran);
        register(PromptCompletionManager.class, "greet", "where", ran);

        for (String scopes : List.of("", "notes:read admin:notes")) {
            assertThat(complete(scopes, Map.of("type", "ref/resource", "uri", "sheets://{sheet}"), "sheet")
                            .asString())
                    .contains("error")
                    .doesNotContain("a-registered");
            assertThat(complete(scopes, GREETING, "where").asString()).doesNotContain("a-registered");
        }
        assertThat(ran).hasValue(0);
        assertThat(value(complete("admin:notes", PAGE, "page"))).isEqualTo("a-one");
        assertThat(value(complete("notes:read", GREETING, "who"))).isEqualTo("a-two");
    }

    private static void register(
            Class<? extends CompletionManager> manager, String name, String argument, AtomicInteger ran) {
        Arc.container()
                .select(manager)
                .get()
                .newCompletion(name)
                .setArgumentName(argument)
                .setHandler(arguments -> {
                    ran.incrementAndGet();
                    return CompletionResponse.create("a-registered");
                })
                .register();
    }

    private static Response complete(String scope, Map<String, Object> reference, String argument) {
        return Mcp.request(
                TokenForge.bearer(scope),
                "completion/complete",
                Map.of("ref", reference, "argument", Map.of("name", argument, "value", "a")));
    }

    private static void assertDenied(Response answer, String needed) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", needed);
        assertThat(answer.jsonPath().getList("error.data.required_scopes")).isEqualTo(List.of(needed));
    }

    private static String value(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.jsonPath().getString("result.completion.values[0]");
    }
}
