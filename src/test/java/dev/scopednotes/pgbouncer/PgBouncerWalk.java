package dev.scopednotes.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Behind a PgBouncer in transaction mode the server works as without one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PgBouncerWalk {

    private static final int REPLICAS = 3;
    private static final int CALLERS = 5;
    private static final int CALLS = 1_000;
    private static final String TOKEN = TokenForge.bearer("notes:read notes:write admin:notes");

    private static final List<ProductionServer> servers = new ArrayList<>();
    private static Surroundings surroundings;
    private static PgBouncer pooler;

    @BeforeAll
    static void startAllAtOnceOnAnEmptyDatabase() throws Exception {
        surroundings = new Surroundings();
        pooler = PgBouncer.before(surroundings.environment(Map.of()).get("SCOPED_NOTES_DATABASE_URL"));
        Map<String, String> environment = surroundings.environment(
                Map.of("SCOPED_NOTES_DATABASE_URL", pooler.url(), "SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "0"));
        for (int i = 0; i < REPLICAS; i++) {
            servers.add(ProductionServer.start(environment));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (ProductionServer server : servers) {
            server.close();
        }
        if (pooler != null) {
            pooler.close();
        }
        surroundings.close();
    }

    /** First, because the other leaves a line in the log that this one must not find. */
    @Test
    @Order(1)
    void threeReplicasAnswerAThousandCallsOfFiveCallersCorrectly() throws Exception {
        for (ProductionServer server : servers) {
            server.awaitListening();
            assertThat(server.readiness()).isEqualTo(200);
        }
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                String user = "caller " + caller;
                running.add(callers.submit(() -> callAround(user)));
            }
            for (Future<?> caller : running) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
        for (ProductionServer server : servers) {
            assertThat(server.readiness()).isEqualTo(200);
            assertThat(server.output())
                    .contains("connection pooler")
                    .doesNotContain("The note store", "\"level\":\"ERROR\"");
        }
    }

    /** Each replica in turn: a note is added and is the newest; every tenth time all are purged and counted. */
    private static void callAround(String user) {
        int notes = 0;
        for (int call = 0; call < CALLS / CALLERS; call += 2) {
            ProductionServer server = servers.get(call / 2 % REPLICAS);
            String text = user + ", call " + call;
            if (call % 20 == 18) {
                assertThat(result(server, "admin_purge", Map.of("user_id", user)))
                        .isEqualTo(new JsonObject()
                                .put("user_id", user)
                                .put("purged", notes)
                                .put("complete", true));
                notes = 0;
            } else {
                JsonObject added = result(server, "add_note", Map.of("user_id", user, "note", text));
                assertThat(added.getBoolean("stored")).isTrue();
                notes++;
            }
            JsonObject page = result(server, "read_notes", Map.of("user_id", user, "limit", 100));
            assertThat(page.getJsonArray("notes")).hasSize(notes);
            if (notes > 0) {
                assertThat(page.getJsonArray("notes").getJsonObject(0).getString("note"))
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void aNoteThatFailedOnALockedTableIsNotStoredLater() throws Exception {
        servers.get(0).awaitListening();
        try (Connection holder = surroundings.lockNotes()) {
            JsonObject answer = call(servers.get(0), "add_note", Map.of("user_id", "waiting", "note", "first"));
            assertThat(answer.getJsonObject("error").getString("message")).contains("nothing was stored", "try again");
            holder.rollback();
        }
        result(servers.get(0), "add_note", Map.of("user_id", "waiting", "note", "second"));

        assertThat(surroundings.count("note where user_id = 'waiting' and note = 'first'"))
                .isZero();
        assertThat(surroundings.count("note where user_id = 'waiting'")).isEqualTo(1);
    }

    private static JsonObject result(ProductionServer server, String tool, Map<String, Object> arguments) {
        JsonObject answer = call(server, tool, arguments);
        assertThat(answer.fieldNames()).as(answer.encode()).contains("result");
        assertThat(answer.getJsonObject("result").getBoolean("isError")).isFalse();
        return answer.getJsonObject("result").getJsonObject("structuredContent");
    }

    private static JsonObject call(ProductionServer server, String tool, Map<String, Object> arguments) {
        return new JsonObject(Mcp.post(TOKEN)
                .body(Mcp.body(1, "tools/call", Map.of("name", tool, "arguments", arguments)))
                .post(server.uri("/mcp"))
                .body()
                .asString());
    }
}
