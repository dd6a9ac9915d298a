package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.gate.ServedFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent reads about the tools in {@code tools/list}. */
@QuarkusTest
class NoteToolsSchemaTest {

    @ParameterizedTest(name = "{0}: read-only {1}, destructive {2}, idempotent {3}")
    @CsvSource({"read_notes, true, false, true", "add_note, false, false, false", "admin_purge, false, true, true"})
    void theHintsMatchTheTool(String name, boolean readOnly, boolean destructive, boolean idempotent) {
        JsonObject hints = tool(name).getJsonObject("annotations");

        assertThat(hints.getBoolean("readOnlyHint")).isEqualTo(readOnly);
        assertThat(hints.getBoolean("destructiveHint")).isEqualTo(destructive);
        assertThat(hints.getBoolean("idempotentHint")).isEqualTo(idempotent);
        assertThat(hints.getBoolean("openWorldHint")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"read_notes", "add_note", "admin_purge"})
    void eachToolHasATitleADescriptionAndObjectSchemas(String name) {
        JsonObject tool = tool(name);

        assertThat(tool.getString("title")).isNotBlank();
        assertThat(tool.getString("description")).isNotBlank();
        assertThat(tool.getJsonObject("inputSchema").getString("type")).isEqualTo("object");
        assertThat(tool.getJsonObject("inputSchema").getBoolean("additionalProperties"))
                .isFalse();
        assertThat(tool.getJsonObject("outputSchema").getString("type")).isEqualTo("object");
        assertThat(tool.getJsonObject("inputSchema").getJsonObject("properties"))
                .allSatisfy(property -> assertThat(((JsonObject) property.getValue()).getString("description"))
                        .isNotBlank());
    }

    @Test
    void theInputSchemaOfReadNotesStatesItsLimits() {
        JsonObject schema = tool("read_notes").getJsonObject("inputSchema");
        JsonObject properties = schema.getJsonObject("properties");

        assertThat(schema.getJsonArray("required")).isEqualTo(JsonArray.of("user_id"));
        assertThat(properties.fieldNames()).containsExactly("user_id", "limit", "cursor");
        assertThat(properties.getJsonObject("limit"))
                .contains(entry("type", "integer"), entry("minimum", 1), entry("maximum", 1000), entry("default", 50));
        assertThat(properties.getJsonObject("user_id"))
                .contains(entry("type", "string"), entry("minLength", 1), entry("maxLength", 255));
    }

    @Test
    void theInputSchemaOfAddNoteStatesItsLimits() {
        JsonObject schema = tool("add_note").getJsonObject("inputSchema");

        assertThat(schema.getJsonArray("required")).isEqualTo(JsonArray.of("user_id", "note"));
        assertThat(schema.getJsonObject("properties").getJsonObject("note"))
                .contains(entry("type", "string"), entry("minLength", 1), entry("maxLength", 10_000));
        assertThat(schema.getJsonObject("properties").getJsonObject("idempotency_key"))
                .contains(entry("type", "string"), entry("minLength", 1), entry("maxLength", 255));
    }

    @Test
    void theOutputSchemaHasTheNamesOfTheResult() {
        JsonObject page = tool("read_notes").getJsonObject("outputSchema");
        JsonObject note =
                page.getJsonObject("properties").getJsonObject("notes").getJsonObject("items");

        assertThat(page.getJsonArray("required")).isEqualTo(JsonArray.of("notes"));
        assertThat(page.getJsonObject("properties").fieldNames()).containsExactly("next_cursor", "notes");
        assertThat(note.getJsonArray("required")).isEqualTo(JsonArray.of("created_at", "id", "note", "user_id"));
        assertThat(note.getJsonObject("properties").getJsonObject("id").getString("type"))
                .isEqualTo("integer");
    }

    private static java.util.Map.Entry<String, Object> entry(String name, Object value) {
        return java.util.Map.entry(name, value);
    }

    /** As sent over the wire. */
    private JsonObject tool(String name) {
        return new JsonObject(ServedFeatures.tools().getTool(name).asJson().encode());
    }
}
