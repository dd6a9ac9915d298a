package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Modern;
import dev.scopedgate.testsupport.TokenForge;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Map;

/** The two rounds of a purge, as a client of MCP 2026-07-28 sends them. */
final class PurgeCalls {

    private PurgeCalls() {}

    static String admin(String subject) {
        return TokenForge.token("admin:notes").subject(subject).sign();
    }

    /** A first round, of a client that can ask its person. */
    static Modern purge(String userId) {
        return Modern.call("admin_purge", Map.of("user_id", userId))
                .meta(Modern.CAPABILITIES, Map.of("elicitation", Map.of()));
    }

    /** The next round, in which the only question is answered with that. */
    static Modern answered(String userId, JsonPath asked, Object response) {
        Map<String, Object> requests = asked.getMap("result.inputRequests");
        assertThat(requests).hasSize(1);
        return purge(userId)
                .id(2)
                .param("requestState", asked.getString("result.requestState"))
                .param("inputResponses", Map.of(requests.keySet().iterator().next(), response));
    }

    static Map<String, Object> yes() {
        return Map.of("action", "accept", "content", Map.of("confirm", true));
    }

    /** The question, of a first round that is answered with it. */
    static JsonPath asked(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonPath json = response.jsonPath();
        assertThat(json.getString("result.resultType")).as(response.asString()).isEqualTo("input_required");
        assertThat(json.getString("result._meta.'io.modelcontextprotocol/serverInfo'.name"))
                .isEqualTo("scoped-notes");
        return json;
    }

    /** The text of its only question. */
    static String message(JsonPath asked) {
        Map<String, Map<String, Map<String, Object>>> requests = asked.getMap("result.inputRequests");
        return (String) requests.values().iterator().next().get("params").get("message");
    }
}
