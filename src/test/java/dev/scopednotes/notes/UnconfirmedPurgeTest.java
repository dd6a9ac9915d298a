package dev.scopednotes.notes;

import static dev.scopednotes.notes.PurgeCalls.admin;
import static dev.scopednotes.notes.PurgeCalls.purge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code scoped-notes.purge.confirm=never}: no client is asked. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(NotesOfSeveralIssuersTest.TwoIssuers.class)
class UnconfirmedPurgeTest {

    @Inject
    NoteRows rows;

    @Test
    void deletesWithoutAskingInBothEras() {
        String user = UUID.randomUUID().toString();

        rows.add(user, "one");
        assertThat(purge(user).send(admin("ray")).<Integer>path("result.structuredContent.purged"))
                .isEqualTo(1);
        rows.add(user, "two");
        assertThat(Mcp.call(admin("ray"), "admin_purge", Map.of("user_id", user))
                        .<Integer>path("result.structuredContent.purged"))
                .isEqualTo(1);
        assertThat(rows.of(user)).isEmpty();
    }
}
