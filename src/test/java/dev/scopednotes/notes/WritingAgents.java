package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Agents that write concurrently and repeat each note with its key until it is acknowledged, as the error asks. */
final class WritingAgents implements AutoCloseable {

    final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    final Queue<JsonObject> errors = new ConcurrentLinkedQueue<>();
    final Queue<Duration> answerTimes = new ConcurrentLinkedQueue<>();

    private final String user;
    private final String token = TokenForge.bearer("notes:write");
    private final ExecutorService agents = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean writing = true;

    WritingAgents(String user, int count) {
        this.user = user;
        for (int i = 0; i < count; i++) {
            running.add(agents.submit(this::write));
        }
    }

    /** Returns when all have ended; fails if one received anything but a result or a JSON-RPC error. */
    void finish() throws Exception {
        writing = false;
        agents.shutdown();
        for (Future<?> agent : running) {
            agent.get();
        }
    }

    @Override
    public void close() {
        writing = false;
        agents.shutdown();
    }

    private void write() {
        while (writing) {
            String note = UUID.randomUUID().toString();
            while (writing && !added(note)) {
                Thread.onSpinWait();
            }
        }
    }

    private boolean added(String note) {
        Instant asked = Instant.now();
        Response response = Mcp.call(token, "add_note", Map.of("user_id", user, "note", note, "idempotency_key", note));
        answerTimes.add(Duration.between(asked, Instant.now()));
        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject answer = new JsonObject(response.body().asString());
        if (answer.containsKey("error")) {
            errors.add(answer.getJsonObject("error"));
            return false;
        }
        assertThat(answer.getJsonObject("result").getBoolean("isError")).isFalse();
        acknowledged.add(note);
        return true;
    }
}
