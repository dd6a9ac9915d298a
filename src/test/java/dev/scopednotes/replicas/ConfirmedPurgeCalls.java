package dev.scopednotes.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Modern;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The two requests of a purge that is asked about and confirmed (MCP 2026-07-28, multi round-trip requests). */
final class ConfirmedPurgeCalls {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI mcp;
    private final String token;
    private final String user;
    private JsonPath asked;

    ConfirmedPurgeCalls(URI mcp, String token, String user) {
        this.mcp = mcp;
        this.token = token;
        this.user = user;
    }

    /** The first request; returns what the person is asked. */
    String ask() throws IOException, InterruptedException {
        asked = send(purge());
        assertThat(asked.getString("result.resultType")).isEqualTo("input_required");
        return asked.getString("result.inputRequests.'" + key() + "'.params.message");
    }

    /** The second request; returns how many notes it deleted. */
    int answerYes() throws IOException, InterruptedException {
        JsonPath done = send(purge().id(2)
                .param("requestState", asked.getString("result.requestState"))
                .param(
                        "inputResponses",
                        Map.of(key(), Map.of("action", "accept", "content", Map.of("confirm", true)))));
        assertThat(done.getString("result.resultType")).isEqualTo("complete");
        return done.getInt("result.structuredContent.purged");
    }

    private String key() {
        return asked.<String, Object>getMap("result.inputRequests")
                .keySet()
                .iterator()
                .next();
    }

    private Modern purge() {
        return Modern.call("admin_purge", Map.of("user_id", user))
                .meta(Modern.CAPABILITIES, Map.of("elicitation", Map.of()));
    }

    private JsonPath send(Modern request) throws IOException, InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(mcp)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(request.body()));
        request.headers().forEach((name, value) -> post.header(name, value.toString()));
        HttpResponse<String> response = http.send(post.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonPath(response.body());
    }
}
