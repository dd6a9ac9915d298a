package dev.scopedgate.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scopedgate.testsupport.KeptAlive.Answer;
import java.io.IOException;
import java.util.Optional;

/** What holds for the answer to any body: it is complete, it belongs to the caller, and it is not a server error. */
final class FuzzAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private FuzzAnswer() {}

    /** @param content the member that tells the structured content of the one tool that may run */
    static void check(Answer answer, byte[] body, String content) throws IOException {
        assertThat(answer.status()).as(answer.text()).isIn(200, 202, 400, 403, 404);
        if (answer.status() == 202) {
            assertThat(answer.text()).isEmpty();
            return;
        }
        assertThat(answer.headers().get("content-type")).startsWith("application/json");
        assertThat(answer.headers().containsKey("www-authenticate")).isEqualTo(answer.status() == 403);
        JsonNode message = JSON.readTree(answer.body());
        assertThat(message.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(message.has("result") ^ message.has("error"))
                .as(answer.text())
                .isTrue();
        assertThat(message.has("id")).as(answer.text()).isTrue();
        assertThat(message.get("id").isNull() || message.get("id").equals(id(body).orElse(null)))
                .as(answer.text())
                .isTrue();
        assertThat(message.path("error").path("code").asInt()).as(answer.text()).isNotEqualTo(-32603);
        JsonNode structured = message.path("result").path("structuredContent");
        assertThat(structured.isMissingNode() || structured.has(content))
                .as(answer.text())
                .isTrue();
    }

    private static Optional<JsonNode> id(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body).get("id"));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }
}
