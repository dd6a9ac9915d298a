package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As in production: {@code scoped-notes.access=own}. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(NotesOfSeveralIssuersTest.TwoIssuers.class)
class OwnNotesTest {

    @ParameterizedTest(name = "{0} by ray with {1} on the notes of {2}: refused {3}")
    @CsvSource({
        "read_notes, notes:read, ray, false",
        "read_notes, notes:read notes:write, mich, true",
        "read_notes, notes:read admin:notes, mich, false",
        "add_note, notes:write, ray, false",
        "add_note, notes:write notes:read, mich, true",
        "add_note, notes:write admin:notes, mich, false",
        "admin_purge, admin:notes, mich, false",
    })
    void aTokenAccessesItsOwnUsersNotes(String tool, String scopes, String userId, boolean refused) {
        Response response = Mcp.call(
                TokenForge.token(scopes).subject("ray").sign(),
                tool,
                "add_note".equals(tool) ? Map.of("user_id", userId, "note", "x") : Map.of("user_id", userId));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<Boolean>path("result.isError")).isEqualTo(refused);
    }

    @Test
    void aRefusedNoteIsNotStoredAndTheAnswerNamesTheUserIdThatMayBeUsed() {
        String ray = TokenForge.token("notes:write").subject("ray").sign();
        String stranger = TokenForge.token("notes:read").subject("stranger").sign();

        Response refused = Mcp.call(ray, "add_note", Map.of("user_id", "stranger", "note", "planted"));

        assertThat(refused.<String>path("result.content[0].text")).contains("user_id 'ray' only");
        Response notes = Mcp.call(stranger, "read_notes", Map.of("user_id", "stranger"));
        assertThat(notes.<Integer>path("result.structuredContent.notes.size()")).isZero();
    }
}
