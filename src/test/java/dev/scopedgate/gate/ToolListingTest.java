package dev.scopedgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By default every token lists every tool with its required scope, so that a client can ask for it. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ToolListingTest {

    @ParameterizedTest(name = "scopes: {0}")
    @ValueSource(strings = {"", "notes:read", "notes:read notes:write admin:notes"})
    void everyToolIsListedInOrderWithItsScope(String scopes) {
        Response response = Mcp.request(TokenForge.bearer(scopes), "tools/list", Map.of());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().<String>getList("result.tools.findAll { it.name.startsWith('fixture_') }.name"))
                .containsExactly("fixture_add", "fixture_purge", "fixture_read");
        assertThat(
                        response.jsonPath()
                                .<String>getList(
                                        "result.tools.findAll { it.name.startsWith('fixture_') }._meta.'dev.scopedgate/required-scope'"))
                .containsExactly("notes:write", "admin:notes", "notes:read");
        assertThat(response.jsonPath().<Object>getList("result.tools.inputSchema"))
                .doesNotContainNull();
    }

    @Test
    void everyEntryIsTheExtensionsPlusTheScope() {
        JsonArray listed = new JsonObject(Mcp.request(TokenForge.bearer(""), "tools/list", Map.of())
                        .asString())
                .getJsonObject("result")
                .getJsonArray("tools");

        for (int i = 0; i < listed.size(); i++) {
            JsonObject entry = listed.getJsonObject(i);
            JsonObject made =
                    ServedFeatures.tools().getTool(entry.getString("name")).asJson();
            assertThat(made.fieldNames()).contains("description", "inputSchema", "outputSchema", "annotations");
            JsonObject meta = entry.getJsonObject("_meta");
            assertThat(meta.remove(ToolListing.META_KEY)).isNotNull();
            assertThat(meta.remove("securitySchemes")).isEqualTo(entry.remove("securitySchemes"));
            if (meta.isEmpty()) {
                entry.remove("_meta");
            }
            // both as parsed text: one has numbers and lists of the engine's own types
            assertThat(entry).isEqualTo(new JsonObject(made.encode()));
        }
    }
}
