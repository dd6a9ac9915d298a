package dev.scopednotes.replicas;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scopednotes.replicas.LoadBalancer.Passed;
import dev.scopednotes.testsupport.Mcp;
import dev.scopednotes.testsupport.TokenForge;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Any replica answers any request, and one that dies takes nothing with it that had been acknowledged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasWalk {

    private static final int AGENTS = 4;
    private static final int NOTES_EACH = 40;
    private static final String NO_SESSION = "-/-";

    private static final Replicas replicas = new Replicas();
    private static LoadBalancer balancer;

    @BeforeAll
    static void start() throws Exception {
        replicas.start();
        balancer = replicas.balancer();
    }

    @AfterAll
    static void stop() throws Exception {
        replicas.stop();
    }

    @Test
    @Order(1)
    void aClientsWholeLifeGoesFromReplicaToReplica() throws IOException {
        int before = balancer.passed().size();
        try (McpSyncClient client = client(TokenForge.bearer("notes:read"))) {
            assertThat(client.initialize().capabilities().tools().listChanged()).isNotEqualTo(Boolean.TRUE);
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly("add_note", "admin_purge", "read_notes");
            assertThat(call(client, "read_notes", Map.of("user_id", "ray")).isError())
                    .isNotEqualTo(Boolean.TRUE);
            var denied = catchThrowableOfType(
                    McpHttpClientTransportAuthorizationException.class,
                    () -> call(client, "add_note", Map.of("user_id", "ray", "note", "not to be")));
            assertThat(denied.getResponseInfo().statusCode()).isEqualTo(403);
        }
        try (McpSyncClient client = client(TokenForge.bearer("notes:read notes:write"))) {
            call(client, "add_note", Map.of("user_id", "ray", "note", "written on one, read on another"));
            for (int i = 0; i < 3; i++) {
                assertThat(call(client, "read_notes", Map.of("user_id", "ray"))
                                .structuredContent()
                                .toString())
                        .contains("written on one, read on another")
                        .doesNotContain("not to be");
            }
        }

        List<Passed> passed =
                balancer.passed().subList(before, balancer.passed().size());
        assertThat(passed).hasSizeGreaterThan(10).extracting(Passed::status).containsOnly(200, 202, 403, 405);
        assertThat(passed).extracting(Passed::sessions).containsOnly(NO_SESSION);
        assertThat(passed).extracting(Passed::answeredBy).containsAll(replicas.addresses());
        for (int i = 1; i < passed.size(); i++) {
            assertThat(passed.get(i).answeredBy())
                    .isNotEqualTo(passed.get(i - 1).answeredBy());
        }
    }

    @Test
    @Order(2)
    void oneIsKilledAndTheOthersGoOnWithEveryAcknowledgedNote() throws Exception {
        String token =
                TokenForge.token("notes:read notes:write").subject("mich").sign();
        var client = client(TokenForge.token("notes:read").subject("mich").sign());
        client.initialize();
        int before = balancer.passed().size();
        var halfWay = new CountDownLatch(AGENTS * NOTES_EACH / 2);
        ExecutorService agents = Executors.newFixedThreadPool(AGENTS);
        List<Future<List<String>>> acknowledged = new ArrayList<>();
        for (int agent = 0; agent < AGENTS; agent++) {
            acknowledged.add(agents.submit(writing(token, "agent " + agent, halfWay)));
        }

        halfWay.await();
        String dead = replicas.killOne();

        Set<String> notes = new HashSet<>();
        for (Future<List<String>> texts : acknowledged) {
            notes.addAll(texts.get());
        }
        agents.shutdown();
        assertThat(notes).hasSize(AGENTS * NOTES_EACH);
        List<Map<String, Object>> stored = stored(token);
        assertThat(stored).extracting(note -> note.get("note")).containsExactlyInAnyOrderElementsOf(notes);

        List<Passed> passed =
                balancer.passed().subList(before, balancer.passed().size());
        assertThat(passed).extracting(Passed::answeredBy).contains(dead);
        assertThat(passed)
                .as("went on to another replica")
                .anyMatch(one -> one.upstreams().size() > 1);
        // what it was working on when it died, and no more
        assertThat(passed).filteredOn(one -> one.status() == 502).hasSizeLessThanOrEqualTo(AGENTS);

        call(client, "read_notes", Map.of("user_id", "mich"));
        client.close();
    }

    /** Writes its notes one after another, each with a key, so that it can repeat one whose answer was lost. */
    private static Callable<List<String>> writing(String token, String agent, CountDownLatch progress) {
        return () -> {
            List<String> acknowledged = new ArrayList<>();
            for (int i = 0; i < NOTES_EACH; i++) {
                String note = agent + ", note " + i;
                Map<String, Object> arguments = Map.of("user_id", "mich", "note", note, "idempotency_key", note);
                Response answer = post(token, "add_note", arguments);
                for (int again = 0; answer.statusCode() == 502 && again < 3; again++) {
                    answer = post(token, "add_note", arguments);
                }
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.<String>path("result.structuredContent.note.note"))
                        .isEqualTo(note);
                acknowledged.add(note);
                progress.countDown();
            }
            return acknowledged;
        };
    }

    private static List<Map<String, Object>> stored(String token) {
        List<Map<String, Object>> all = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, Object> arguments =
                    cursor == null ? Map.of("user_id", "mich") : Map.of("user_id", "mich", "cursor", cursor);
            Response page = post(token, "read_notes", arguments);
            all.addAll(page.path("result.structuredContent.notes"));
            cursor = page.path("result.structuredContent.next_cursor");
        } while (cursor != null);
        return all;
    }

    private static Response post(String token, String tool, Map<String, Object> arguments) {
        return given().spec(Mcp.post(token))
                .body(Mcp.body(1, "tools/call", Map.of("name", tool, "arguments", arguments)))
                .post(balancer.uri("/mcp"));
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static McpSyncClient client(String token) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(
                                balancer.uri("").toString())
                        .addHttpRequestCustomizer((request, method, uri, body, context) ->
                                request.setHeader("Authorization", "Bearer " + token))
                        .build())
                .build();
    }
}
