package dev.scopednotes.replicas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.TokenForge;
import dev.scopednotes.replicas.LoadBalancer.Passed;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Any replica answers any request, and one that is killed loses nothing that was acknowledged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasWalk {

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
    void eachRequestOfAClientMayGoToAnotherReplica() throws IOException {
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
        // in turn: the counts show that in a log in the order of the answers
        assertThat(replicas.addresses())
                .allSatisfy(address -> assertThat(passed)
                        .filteredOn(one -> one.answeredBy().equals(address))
                        .hasSizeBetween(passed.size() / 3 - 1, passed.size() / 3 + 2));
    }

    @Test
    @Order(3)
    void afterOneIsKilledTheOthersServeEveryAcknowledgedNote() throws Exception {
        var agents = new WritingAgents(balancer.uri("/mcp"));
        McpSyncClient client =
                client(TokenForge.token("notes:read").subject("mich").sign());
        client.initialize();
        int before = balancer.passed().size();
        agents.start();

        agents.awaitHalf();
        String dead = replicas.killOne();

        List<String> acknowledged = agents.acknowledged();
        assertThat(acknowledged).hasSize(WritingAgents.ALL_NOTES).doesNotHaveDuplicates();
        assertThat(agents.stored()).containsExactlyInAnyOrderElementsOf(acknowledged);

        List<Passed> passed =
                balancer.passed().subList(before, balancer.passed().size());
        assertThat(passed).extracting(Passed::answeredBy).contains(dead);
        assertThat(passed)
                .as("went on to another replica")
                .anyMatch(one -> one.upstreams().size() > 1);
        // only what it was working on when it was killed
        assertThat(passed).filteredOn(one -> one.status() == 502).hasSizeLessThanOrEqualTo(WritingAgents.AGENTS);

        call(client, "read_notes", Map.of("user_id", "mich"));
        client.close();
    }

    @Test
    @Order(2)
    void noRequestFailsDuringARollingUpdate() throws Exception {
        List<String> old = replicas.addresses();
        int before;
        try (SteadyAgents agents = SteadyAgents.start(balancer.uri("/mcp"))) {
            before = balancer.passed().size();

            assertThat(replicas.restart()).as("SIGTERM").containsOnly(128 + 15);

            agents.stop();
            assertThat(agents.failures()).isEmpty();
            assertThat(agents.acknowledged()).isGreaterThan(100);
            assertThat(replicas.notesFrom(SteadyAgents.NAME)).isEqualTo(agents.acknowledged());
        }
        assertThat(replicas.addresses()).hasSize(3).doesNotContainAnyElementsOf(old);
        List<Passed> passed =
                balancer.passed().subList(before, balancer.passed().size());
        assertThat(passed).extracting(Passed::answeredBy).containsAll(replicas.addresses());
        // no request was passed on to another replica: each replica answered what it was sent
        assertThat(passed).extracting(one -> one.upstreams().size()).containsOnly(1);
    }

    @Test
    @Order(4)
    void anotherReplicaTakesTheAnswerWhenTheOneThatAskedIsKilled() throws Exception {
        String user = "asked-about";
        try (McpSyncClient client =
                client(TokenForge.token("notes:write").subject(user).sign())) {
            call(client, "add_note", Map.of("user_id", user, "note", "one"));
            call(client, "add_note", Map.of("user_id", user, "note", "two"));
        }
        int before = balancer.passed().size();
        try (AskedClient purge = AskedClient.start(
                balancer.uri("/mcp"),
                TokenForge.token("admin:notes").subject("mich").sign(),
                user)) {
            assertThat(purge.question()).isEqualTo("Delete all 2 notes of asked-about? This cannot be undone.");
            // server/discover and the call
            String asking = lastAnsweredBy(before, 2);
            replicas.kill(asking);
            assertThat(replicas.notesFrom(user)).isEqualTo(2);
            before = balancer.passed().size();
            assertThat(purge.answerYes()).isEqualTo("{\"user_id\":\"asked-about\",\"purged\":2,\"complete\":true}");
            assertThat(replicas.notesFrom(user)).isZero();
            assertThat(lastAnsweredBy(before, 1)).isNotEqualTo(asking);
        }
    }

    /** The address of the replica that answered the last of so many requests since then, once nginx has logged them. */
    private static String lastAnsweredBy(int before, int requests) {
        return await().until(
                        () -> balancer.passed().stream().skip(before).toList(), passed -> passed.size() == requests)
                .get(requests - 1)
                .answeredBy();
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
