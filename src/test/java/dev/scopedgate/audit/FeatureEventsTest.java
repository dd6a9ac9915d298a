package dev.scopedgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.mcp.CompletionTest;
import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records one event for each call, known or unknown, and distinguishes a prompt or resource from a tool of the same
 * name.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(CompletionTest.WithFurtherFeatures.class)
class FeatureEventsTest {

    private AuditRecorder audit;

    @BeforeEach
    void listen() {
        audit = new AuditRecorder();
    }

    @AfterEach
    void leave() {
        audit.close();
    }

    private static Map<String, Object> completion(String type, String member, String name, String argument) {
        return Map.of("ref", Map.of("type", type, member, name), "argument", Map.of("name", argument, "value", "a"));
    }

    static Stream<Arguments> calls() {
        Map<String, Object> none = Map.of();
        return Stream.of(
                Arguments.of("tools/call", Map.of("name", "no_such", "arguments", none), "undeclared", null, "no_such"),
                Arguments.of("tools/call", Map.of("name", "prompt greet"), "undeclared", null, "prompt greet"),
                Arguments.of(
                        "prompts/get", Map.of("name", "fixture_read"), "undeclared", "prompt", "prompt fixture_read"),
                Arguments.of(
                        "prompts/get",
                        Map.of("name", "greet", "arguments", Map.of("who", "ray")),
                        "allowed",
                        "prompt",
                        "prompt greet"),
                Arguments.of(
                        "resources/read",
                        Map.of("uri", "nothing://here"),
                        "undeclared",
                        "resource",
                        "resource nothing://here"),
                Arguments.of(
                        "resources/read",
                        Map.of("uri", "pages://one"),
                        "denied",
                        "resource_template",
                        "resource template pages://{page}"),
                Arguments.of(
                        "completion/complete",
                        completion("ref/prompt", "name", "fixture_read", "who"),
                        "undeclared",
                        "completion",
                        "completion of fixture_read"),
                Arguments.of(
                        "completion/complete",
                        completion("ref/prompt", "name", "greet", "who"),
                        "allowed",
                        "completion",
                        "completion of greet"),
                Arguments.of(
                        "completion/complete",
                        completion("ref/resource", "uri", "nothing://here", "page"),
                        "undeclared",
                        "completion",
                        "completion of nothing://here"),
                Arguments.of(
                        "completion/complete",
                        completion("ref/resource", "uri", "pages://{page}", "page"),
                        "denied",
                        "completion",
                        "completion of page"));
    }

    /** The fields of the one event. */
    private JsonObject recorded() {
        await().until(() -> !audit.events().isEmpty());
        assertThat(audit.events()).hasSize(1);
        return audit.events().get(0).fields();
    }

    @ParameterizedTest(name = "{0} {4} {2}")
    @MethodSource("calls")
    void theEventNamesTheFeature(
            String method, Map<String, Object> params, String decision, String feature, String operation) {
        Response response = Mcp.request(TokenForge.bearer("notes:read"), method, params);

        assertThat(response.statusCode()).isLessThan(500);
        JsonObject fields = recorded();
        assertThat(fields.getString("decision")).isEqualTo(decision);
        assertThat(fields.getString("feature")).isEqualTo(feature);
        assertThat(fields.getString("tool")).isEqualTo(operation);
        assertThat(fields.getString("request_id")).isEqualTo("1");
    }

    @Test
    void aForeignRequestStateIsRecorded() {
        Response response = Modern.call("fixture_read", Map.of("user_id", "ray"))
                .param("requestState", "AAAA")
                .send(TokenForge.bearer("notes:read"));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject fields = recorded();
        assertThat(fields.getString("decision")).isEqualTo("mismatched");
        assertThat(fields.getString("tool")).isEqualTo("fixture_read");
    }

    @Test
    void aModernHeaderWithoutTheClaimInTheBodyIsRecorded() {
        Response response = Modern.call("fixture_read", Map.of("user_id", "ray"))
                .meta(Modern.CLAIM, null)
                .send(TokenForge.bearer("notes:read"));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject fields = recorded();
        assertThat(fields.getString("decision")).isEqualTo("mismatched");
        assertThat(fields.getString("tool")).isEqualTo("fixture_read");
    }

    @Test
    void aMismatchIsRecordedWithWhatItsMethodIsAbout() {
        Modern.request("resources/read", Map.of("uri", "weather://sky", "name", "another"))
                .header("Mcp-Name", "lie")
                .send(TokenForge.bearer("notes:read"));

        assertThat(recorded().getString("tool")).isEqualTo("resource weather://sky");
    }

    @Test
    void aMismatchOfHeaderAndBodyIsRecordedWithWhatTheBodySays() {
        Response response = Modern.call("fixture_purge", Map.of("user_id", "ray"))
                .header("Mcp-Name", "fixture_read")
                .send(TokenForge.bearer("notes:read"));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject fields = recorded();
        assertThat(fields.getString("decision")).isEqualTo("mismatched");
        assertThat(fields.getString("tool")).isEqualTo("fixture_purge");
        assertThat(fields.getString("required_scope")).isEqualTo("admin:notes");
        assertThat(fields.getString("request_id")).isEqualTo("1");
    }
}
