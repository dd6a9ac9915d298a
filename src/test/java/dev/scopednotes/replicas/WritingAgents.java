package dev.scopednotes.replicas;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Agents that write one note after the other, each with its own key, so that one whose answer was lost can be repeated.
 */
final class WritingAgents {

    static final int AGENTS = 4;
    static final int ALL_NOTES = 160;

    private static final int ATTEMPTS = 4;

    private final String token =
            TokenForge.token("notes:read notes:write").subject("mich").sign();
    private final CountDownLatch half = new CountDownLatch(ALL_NOTES / 2);
    private final List<Future<List<String>>> agents = new ArrayList<>();
    private final URI mcp;

    WritingAgents(URI mcp) {
        this.mcp = mcp;
    }

    void start() {
        ExecutorService threads = Executors.newFixedThreadPool(AGENTS);
        IntStream.range(0, AGENTS).forEach(agent -> agents.add(threads.submit(() -> write("agent " + agent))));
        threads.shutdown();
    }

    void awaitHalf() throws InterruptedException {
        assertThat(half.await(2, TimeUnit.MINUTES)).as("half of the notes").isTrue();
    }

    /** The acknowledged notes are all stored. */
    List<String> acknowledged() throws Exception {
        List<String> all = new ArrayList<>();
        for (Future<List<String>> agent : agents) {
            all.addAll(agent.get(2, TimeUnit.MINUTES));
        }
        return all;
    }

    /** The stored notes, page by page. */
    List<String> stored() {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            Response page = call(
                    "read_notes",
                    cursor == null ? Map.of("user_id", "mich") : Map.of("user_id", "mich", "cursor", cursor));
            all.addAll(page.path("result.structuredContent.notes.note"));
            cursor = page.path("result.structuredContent.next_cursor");
        } while (cursor != null);
        return all;
    }

    private List<String> write(String agent) {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; i < ALL_NOTES / AGENTS; i++) {
            String note = agent + ", note " + i;
            Map<String, Object> arguments = Map.of("user_id", "mich", "note", note, "idempotency_key", note);
            Response answer = call("add_note", arguments);
            // the replica was killed before it sent the answer
            for (int attempt = 1; answer.statusCode() == 502 && attempt < ATTEMPTS; attempt++) {
                answer = call("add_note", arguments);
            }
            assertThat(answer.<String>path("result.structuredContent.note.note"))
                    .as(answer.asString())
                    .isEqualTo(note);
            acknowledged.add(note);
            half.countDown();
        }
        return acknowledged;
    }

    private Response call(String tool, Map<String, Object> arguments) {
        return given().spec(Mcp.post(token))
                .body(Mcp.body(1, "tools/call", Map.of("name", tool, "arguments", arguments)))
                .post(mcp);
    }
}
