package dev.scopednotes.notes;

import static dev.scopednotes.notes.PurgeCalls.admin;
import static dev.scopednotes.notes.PurgeCalls.answered;
import static dev.scopednotes.notes.PurgeCalls.asked;
import static dev.scopednotes.notes.PurgeCalls.purge;
import static dev.scopednotes.notes.PurgeCalls.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code scoped-notes.purge.confirm=always}: nobody's notes are deleted unless a person said yes. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@TestProfile(AlwaysConfirmedPurgeTest.Always.class)
class AlwaysConfirmedPurgeTest {

    public static class Always implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("scoped-notes.purge.confirm", "always");
        }
    }

    @Inject
    NoteRows rows;

    private final String user = UUID.randomUUID().toString();
    private final String token = admin("ray");

    @BeforeEach
    void add() {
        rows.add(user, "one");
    }

    @Test
    void refusesAClientThatCannotBeAskedAndSaysWhy() {
        assertRefused(Mcp.call(token, "admin_purge", Map.of("user_id", user)));
        assertRefused(purge(user).meta(Modern.CAPABILITIES, Map.of()).send(token));
        assertThat(rows.of(user)).hasSize(1);
    }

    private static void assertRefused(Response response) {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.<Boolean>path("result.isError"))
                .as(response.asString())
                .isTrue();
        assertThat(response.<String>path("result.content[0].text"))
                .isEqualTo("this server asks a person before it deletes, and this client cannot ask: it must speak MCP"
                        + " 2026-07-28 and declare the capability elicitation; nothing was deleted");
    }

    @Test
    void asksAClientThatCanBeAsked() {
        answered(user, asked(purge(user).send(token)), yes()).send(token);

        assertThat(rows.of(user)).isEmpty();
    }
}
