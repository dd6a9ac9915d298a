package dev.scopednotes.replicas;

import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Agents that write a note repeatedly and never retry: each failure is one that a caller would see. */
final class SteadyAgents implements AutoCloseable {

    static final String NAME = "steady-";

    private static final int AGENTS = 4;
    private static final long PAUSE_MILLIS = 60;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newFixedThreadPool(AGENTS);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final URI mcp;
    private volatile boolean over;

    private SteadyAgents(URI mcp) {
        this.mcp = mcp;
    }

    static SteadyAgents start(URI mcp) {
        SteadyAgents agents = new SteadyAgents(mcp);
        for (int i = 0; i < AGENTS; i++) {
            String name = NAME + i;
            agents.threads.submit(() -> agents.write(name));
        }
        return agents;
    }

    private void write(String name) {
        String token =
                TokenForge.token("notes:write").subject(name).time("exp", 3600).sign();
        String body = Mcp.body(
                1, "tools/call", Map.of("name", "add_note", "arguments", Map.of("user_id", name, "note", "steadily")));
        HttpRequest call = HttpRequest.newBuilder(mcp)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            while (!over) {
                send(call);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpRequest call) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(call, BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().contains("\"note\":\"steadily\"")) {
                acknowledged.incrementAndGet();
            } else {
                failures.add(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    /** Returns when the last answer has arrived. */
    void stop() throws InterruptedException {
        over = true;
        threads.shutdown();
        if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("an agent still waits for an answer");
        }
    }

    List<String> failures() {
        return failures;
    }

    int acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
