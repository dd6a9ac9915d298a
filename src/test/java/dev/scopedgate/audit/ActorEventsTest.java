package dev.scopedgate.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.AuditRecorder;
import dev.scopedgate.testsupport.AuditRecorder.Event;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit log and /whoami say who acts, and no decision reads it (RFC 8693 §4.1, RFC 9068 §2.2). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ActorEventsTest {

    private static final Map<String, Object> ACT = Map.of(
            "sub", "subagent", "iss", "https://agents.test", "act", Map.of("sub", "orchestrator", "client_id", "desk"));

    private AuditRecorder audit;

    @BeforeEach
    void listen() {
        audit = new AuditRecorder();
    }

    @AfterEach
    void leave() {
        audit.close();
    }

    private Event only() {
        await().until(() -> !audit.events().isEmpty());
        assertThat(audit.events()).hasSize(1);
        return audit.events().get(0);
    }

    private static int read(TokenForge token) {
        return Mcp.call(token.sign(), "fixture_read", Map.of("user_id", "ray")).statusCode();
    }

    private static Response whoami(TokenForge token) {
        return given().header("Authorization", "Bearer " + token.sign()).get("/whoami");
    }

    @Test
    void anAllowedCallNamesTheActorsOneByOne() {
        assertThat(read(TokenForge.token("notes:read").claim("act", ACT))).isEqualTo(200);

        JsonObject fields = only().fields();
        assertThat(fields.getString("subject")).isEqualTo("ray");
        assertThat(fields.getMap())
                .containsEntry("actor", "subagent")
                .containsEntry("actor_issuer", "https://agents.test")
                .containsEntry("actor_2", "orchestrator")
                .containsEntry("actor_2_client", "desk")
                .doesNotContainKeys("actor_client", "actor_2_issuer", "actor_3", "principal");
    }

    @Test
    void aDeniedCallNamesThemToo() {
        assertThat(read(TokenForge.token("notes:write").claim("act", ACT))).isEqualTo(403);

        assertThat(only().fields().getMap()).containsEntry("decision", "denied").containsEntry("actor", "subagent");
    }

    @Test
    void noNameOfAnActorForgesAField() {
        String forged = "a\" decision=allowed actor=\"b\n\u202e";
        assertThat(read(TokenForge.token("notes:read").claim("act", Map.of("sub", forged))))
                .isEqualTo(200);

        assertThat(only().text())
                .contains(" actor=\"a\\\" decision=allowed actor=\\\"b\uFFFD\uFFFD\" ")
                .doesNotContain("\n");
    }

    @Test
    void aClientThatActsForItselfIsNamedAsSuch() {
        assertThat(read(TokenForge.token("notes:read").subject("test-client"))).isEqualTo(200);

        assertThat(only().fields().getMap())
                .containsEntry("subject", "test-client")
                .containsEntry("principal", "client");
    }

    @Test
    void whoamiShowsWhoActs() {
        assertThat(whoami(TokenForge.token("notes:read").claim("act", ACT))
                        .jsonPath()
                        .getList("actors"))
                .isEqualTo(List.of(
                        Map.of("sub", "subagent", "iss", "https://agents.test"),
                        Map.of("sub", "orchestrator", "client_id", "desk")));
        assertThat(whoami(TokenForge.token("notes:read").subject("test-client"))
                        .jsonPath()
                        .getString("principal"))
                .isEqualTo("client");
        assertThat(whoami(TokenForge.token("notes:read")).jsonPath().getMap("$"))
                .doesNotContainKeys("actors", "principal");
    }

    /** Neither the actor's own scopes nor those of a client open anything. */
    @Test
    void noDecisionReadsWhoActs() {
        Map<String, Object> powerful = Map.of("sub", "admin", "scope", "admin:notes", "client_id", "test-client");
        for (TokenForge token : List.of(
                TokenForge.token("notes:read").claim("act", powerful),
                TokenForge.token("notes:read").claim("idtyp", "app").claim("roles", List.of("admin:notes")))) {
            assertThat(Mcp.call(token.sign(), "fixture_purge", Map.of("user_id", "ray"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(read(token)).isEqualTo(200);
        }
    }

    @Test
    void aMalformedActIsRefusedAndRecordedByName() {
        Response refused = whoami(TokenForge.token("notes:read").claim("act", "agent"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("detail")).isEqualTo("act is not an object");
        assertThat(only().fields().getMap())
                .containsEntry("reason", "claim")
                .containsEntry("detail", "act is not an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth-id-jag+jwt", "application/oauth-id-jag+jwt", "OAuth-ID-JAG+JWT", "oauth-id-jag+JWT"})
    void anIdJagIsRefusedByName(String typ) {
        TokenForge grant = TokenForge.token("notes:read").header("typ", typ).claim("resource", TokenForge.RESOURCE);

        Response refused = whoami(grant);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.jsonPath().getString("detail"))
                .isEqualTo(
                        "the token is an ID-JAG, which is a grant: exchange it at the authorization server, and send the"
                                + " access token");
        assertThat(only().fields().getString("reason")).isEqualTo("type");
        assertThat(whoami(grant.header("typ", "at+jwt")).statusCode()).isEqualTo(200);
    }
}
