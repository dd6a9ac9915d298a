package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A tool that calls a method with another scope: status, challenge and body of the answer say the same. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(CompletionTest.WithFurtherFeatures.class)
class InnerDenialTest {

    private static final Map<String, Object> CALL = Map.of("name", "goes_on", "arguments", Map.of());

    @Test
    void theDenialIsTheAnswerEvenIfTheToolCatchesIt() {
        assertDenied(Mcp.request(TokenForge.bearer("notes:read"), "tools/call", CALL));
        assertDenied(Modern.request("tools/call", CALL).send(TokenForge.bearer("notes:read")));
    }

    @Test
    void withBothScopesTheToolAnswers() {
        Response answer = Mcp.request(TokenForge.bearer("notes:read admin:notes"), "tools/call", CALL);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("result.content[0].text")).isEqualTo("one");
    }

    private static void assertDenied(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", "admin:notes");
        assertThat(answer.jsonPath().getList("error.data.required_scopes")).isEqualTo(List.of("admin:notes"));
        assertThat(answer.asString()).doesNotContain("went on");
    }
}
