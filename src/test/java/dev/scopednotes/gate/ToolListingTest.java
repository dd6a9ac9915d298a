package dev.scopednotes.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.KeyServer;
import dev.scopednotes.testsupport.Mcp;
import dev.scopednotes.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By default every token sees every tool and the scope that it needs, so that a client can ask for it. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ToolListingTest {

    @ParameterizedTest(name = "scopes: {0}")
    @ValueSource(strings = {"", "notes:read", "notes:read notes:write admin:notes"})
    void everyToolIsListedInOrderWithItsScope(String scopes) {
        Response response = Mcp.request(TokenForge.bearer(scopes), "tools/list", Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().<String>getList("result.tools.name"))
                .containsExactly("add_note", "admin_purge", "read_notes");
        assertThat(response.jsonPath().<String>getList("result.tools._meta.'dev.scopednotes/required-scope'"))
                .containsExactly("notes:write", "admin:notes", "notes:read");
        assertThat(response.jsonPath().<Object>getList("result.tools.inputSchema"))
                .doesNotContainNull();
    }
}
