package dev.scopednotes.notes;

import static dev.scopednotes.notes.PurgeCalls.admin;
import static dev.scopednotes.notes.PurgeCalls.answered;
import static dev.scopednotes.notes.PurgeCalls.asked;
import static dev.scopednotes.notes.PurgeCalls.message;
import static dev.scopednotes.notes.PurgeCalls.purge;
import static dev.scopednotes.notes.PurgeCalls.yes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code admin_purge} over HTTP, with {@code scoped-notes.purge.confirm=when-possible}. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class ConfirmedPurgeTest {

    private static final String REFUSED = "requestState is not of this call, or too old: send the call again without"
            + " requestState and inputResponses";

    @Inject
    NoteRows rows;

    private final String user = UUID.randomUUID().toString();
    private final String token = admin("ray");

    private void add(int notes) {
        IntStream.range(0, notes).forEach(i -> rows.add(user, "note " + i));
    }

    @Test
    void asksAndDeletesAfterAYes() {
        add(12);
        JsonPath asked = asked(purge(user).send(token));

        assertThat(message(asked)).isEqualTo("Delete all 12 notes of " + user + "? This cannot be undone.");
        assertThat(rows.of(user)).hasSize(12);
        JsonPath done = complete(answered(user, asked, yes()).send(token));
        assertThat(done.getInt("result.structuredContent.purged")).isEqualTo(12);
        assertThat(done.getBoolean("result.structuredContent.complete")).isTrue();
        assertThat(done.<Boolean>get("result.structuredContent.declined")).isNull();
        assertThat(rows.of(user)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"accept\",\"content\":{\"confirm\":false}}",
                "{\"action\":\"decline\"}",
                "{\"action\":\"cancel\"}"
            })
    void deletesNothingAfterANoAndSaysSo(String answer) {
        add(2);
        JsonPath asked = asked(purge(user).send(token));

        JsonPath done =
                complete(answered(user, asked, new JsonPath(answer).getMap("")).send(token));
        assertThat(done.getBoolean("result.structuredContent.declined")).isTrue();
        assertThat(done.getInt("result.structuredContent.purged")).isZero();
        assertThat(done.getBoolean("result.structuredContent.complete")).isFalse();
        assertThat(rows.of(user)).hasSize(2);
    }

    @Test
    void asksAgainIfTheAnswerDoesNotFit() {
        add(1);
        JsonPath asked = asked(purge(user).send(token));
        assertThat(message(asked)).startsWith("Delete the only note of ");

        JsonPath again = asked(answered(user, asked, Map.of("action", "accept")).send(token));
        again = asked(answered(user, again, Map.of("action", "accept", "content", Map.of("confirm", "true")))
                .send(token));
        assertThat(rows.of(user)).hasSize(1);
        complete(answered(user, again, yes()).send(token));
        assertThat(rows.of(user)).isEmpty();
    }

    @Test
    void doesNotAskIfThereIsNothingToDelete() {
        JsonPath done = complete(purge(user).send(token));

        assertThat(done.getInt("result.structuredContent.purged")).isZero();
        assertThat(done.getBoolean("result.structuredContent.complete")).isTrue();
    }

    @Test
    void asksAgainIfNotesWereAddedSince() {
        add(2);
        JsonPath asked = asked(purge(user).send(token));
        rows.add(user, "one more");

        JsonPath again = asked(answered(user, asked, yes()).send(token));
        assertThat(message(again)).startsWith("Delete all 3 notes");
        assertThat(rows.of(user)).hasSize(3);
    }

    @Test
    void anAnswerIsNotUsedForOtherNotesOfTheSameNumber() {
        add(2);
        JsonPath asked = asked(purge(user).send(token));
        complete(answered(user, asked, yes()).send(token));
        add(2);

        // the question is the same, the notes are not
        asked(answered(user, asked, yes()).send(token));
        assertThat(rows.of(user)).hasSize(2);
    }

    @Test
    void refusesTheStateOfAnotherPrincipalClientOrCall() {
        add(2);
        String other = UUID.randomUUID().toString();
        JsonPath asked = asked(purge(user).send(token));

        refused(answered(user, asked, yes()).send(admin("mich")));
        refused(answered(user, asked, yes())
                .send(TokenForge.token("admin:notes")
                        .subject("ray")
                        .claim("client_id", "another-client")
                        .sign()));
        refused(answered(other, asked, yes()).send(token));
        refused(answered(user, asked, yes())
                .param("requestState", asked.getString("result.requestState") + "-TAMPERED")
                .send(token));
        refused(answered(user, asked, yes()).param("requestState", 7).send(token));
        assertThat(rows.of(user)).hasSize(2);
        complete(answered(user, asked, yes()).send(token));
        assertThat(rows.of(user)).isEmpty();
    }

    private static void refused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.jsonPath().getInt("id")).isEqualTo(2);
        assertThat(response.jsonPath().getInt("error.code")).isEqualTo(-32602);
        assertThat(response.jsonPath().getString("error.message")).isEqualTo(REFUSED);
    }

    @Test
    void theGateDecidesAgainInEachRound() {
        add(2);
        JsonPath asked = asked(purge(user).send(token));
        String weaker = TokenForge.token("notes:read").subject("ray").sign();

        Response refused = answered(user, asked, yes()).send(weaker);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.header("WWW-Authenticate")).contains("insufficient_scope");
        assertThat(rows.of(user)).hasSize(2);
    }

    @Test
    void acceptsARenewedTokenInTheNextRound() {
        add(2);
        JsonPath asked = asked(purge(user).send(token));
        String renewed = TokenForge.token("admin:notes notes:read notes:write")
                .subject("ray")
                .sign();

        complete(answered(user, asked, yes()).send(renewed));
        assertThat(rows.of(user)).isEmpty();
    }

    @Test
    void anAnswerToNoQuestionDeletesNothing() {
        add(2);
        JsonPath asked = asked(purge(user).send(token));

        asked(answered(user, asked, yes()).param("requestState", null).send(token));
        assertThat(rows.of(user)).hasSize(2);
    }

    @Test
    void refusesResponsesThatAreNoObjects() {
        add(1);
        JsonPath asked = asked(purge(user).send(token));
        String key = asked.<String, Object>getMap("result.inputRequests")
                .keySet()
                .iterator()
                .next();

        for (Object wrong : new Object[] {7, "yes", List.of(), true}) {
            Response response = answered(user, asked, wrong).send(token);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.jsonPath().getString("error.message")).contains("must be an object");
        }
        assertThat(key).startsWith("elicitation-");
        assertThat(rows.of(user)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"elicitation\":{\"url\":{}}}", "{\"sampling\":{}}"})
    void aModernClientThatCannotAskIsNotAsked(String capabilities) {
        add(3);

        JsonPath done = complete(purge(user)
                .meta(Modern.CAPABILITIES, new JsonPath(capabilities).getMap(""))
                .send(token));

        assertThat(done.getInt("result.structuredContent.purged")).isEqualTo(3);
    }

    @Test
    void aLegacyClientIsNotAsked() {
        add(3);

        Response response = Mcp.call(token, "admin_purge", Map.of("user_id", user));

        assertThat(response.<Integer>path("result.structuredContent.purged")).isEqualTo(3);
        assertThat(response.asString()).doesNotContain("declined").doesNotContain("resultType");
    }

    private static JsonPath complete(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        assertThat(response.jsonPath().getString("result.resultType"))
                .as(response.asString())
                .isEqualTo("complete");
        assertThat(response.<Boolean>path("result.isError"))
                .as(response.asString())
                .isFalse();
        return response.jsonPath();
    }
}
