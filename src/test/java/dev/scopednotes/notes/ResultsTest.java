package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.mcp.server.ToolResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client that knows structured content reads, and what one reads that does not, is the same. */
class ResultsTest {

    private static final NotePage PAGE = new NotePage(
            List.of(
                    new Note(2, "ray", "\"quoted\"\\ \u2028 \ud83d\ude00 \u0001\n", "2026-11-26T16:59:51.648100Z"),
                    new Note(1, "r\u00e4y", "</script>", "2026-11-26T16:59:51Z")),
            "bmV4dA");

    private final ObjectMapper json = new ObjectMapper();
    private final ToolResponse response = new Results(json).of(PAGE);

    @Test
    void theTextIsTheJsonOfTheResult() throws Exception {
        String text = response.firstContent().asText().text();

        assertThat(json.readTree(text)).isEqualTo(json.readTree(json.writeValueAsBytes(PAGE)));
        assertThat(response.isError()).isFalse();
        assertThat(response.content()).hasSize(1);
    }

    @Test
    void theStructuredContentIsTheSameJson() throws Exception {
        String structured = json.writeValueAsString(response.structuredContent());

        assertThat(structured).isEqualTo(response.firstContent().asText().text());
        assertThat(json.readTree(json.writeValueAsBytes(response.structuredContent())))
                .isEqualTo(json.readTree(json.writeValueAsBytes(PAGE)));
    }
}
