package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.postgresql.ds.PGSimpleDataSource;

/** What a call reported as failed does not happen later, whatever the database was doing. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
@WithTestResource(StoppableDatabase.class)
class LockedNotesTest {

    private static final String TOKEN = TokenForge.bearer("notes:read notes:write admin:notes");
    private static final String LOCK = "lock table note in access exclusive mode";
    // more than quarkus.datasource.reactive.max-size
    private static final int MORE_THAN_CONNECTIONS = 30;

    @ConfigProperty(name = "scoped-notes.database.url")
    String url;

    @TestHTTPResource("/mcp")
    URI endpoint;

    // injected by StoppableDatabase
    Runnable freezeDatabase;
    Runnable thawDatabase;

    private final String user = UUID.randomUUID().toString();

    // not the application's: its connections may be older than a stop by another test
    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final NoteRows rows = new NoteRows(database);

    @BeforeEach
    void lookIntoTheDatabase() {
        database.setUrl("jdbc:" + url);
        database.setUser("postgres");
        database.setPassword("postgres");
        database.setLoginTimeout(30);
        database.setSocketTimeout(60);
    }

    @Test
    void aNoteThatCouldNotBeStoredInALockedTableIsNotStoredLater() throws Exception {
        try (Connection holder = holding(LOCK)) {
            assertThat(error("add_note", note("first"))).contains("nothing was stored", "try again");
            holder.rollback();
        }
        awaitQuiet();

        assertThat(rows.of(user)).isEmpty();
        assertThat(purgedOrStored("add_note", note("first")).fieldNames()).contains("note");
        assertThat(rows.of(user)).containsExactly("first");
    }

    @Test
    void aPurgeThatFailedOnALockedTableDeletesNothingLater() throws Exception {
        rows.add(user, "stays");
        try (Connection holder = holding(LOCK)) {
            assertThat(error("admin_purge", Map.of("user_id", user))).contains("nothing was deleted", "try again");
            holder.rollback();
        }
        awaitQuiet();

        assertThat(rows.of(user)).containsExactly("stays");
        assertThat(purgedOrStored("admin_purge", Map.of("user_id", user)).getInteger("purged"))
                .isEqualTo(1);
    }

    @Test
    void aReadOfALockedTableIsCancelledInTheDatabase() throws Exception {
        try (Connection holder = holding(LOCK)) {
            assertThat(error("read_notes", Map.of("user_id", user))).contains("note store", "try again");
            awaitQuiet();
            holder.rollback();
        }
    }

    @Test
    void aPurgeThatFailedOnALockedRowDeletesNothingLater() throws Exception {
        Map<String, Object> withKey = Map.of("user_id", user, "note", "kept", "idempotency_key", "k");
        purgedOrStored("add_note", withKey);
        rows.add(user, "other");
        try (Connection holder = holding("select * from note where user_id = '" + user + "' for update")) {
            assertThat(error("add_note", withKey)).contains("nothing was stored");
            assertThat(error("admin_purge", Map.of("user_id", user))).contains("nothing was deleted");
            holder.rollback();
        }
        awaitQuiet();

        assertThat(rows.of(user)).containsExactly("kept", "other");
    }

    @Test
    void callsThatTimedOutWaitingForAConnectionDoNotRunLater() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(MORE_THAN_CONNECTIONS);
        try (Connection holder = holding(LOCK)) {
            List<CompletableFuture<String>> answers = IntStream.range(0, MORE_THAN_CONNECTIONS)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> error("add_note", note("note " + i)), callers))
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(
                                    answer.orTimeout(60, TimeUnit.SECONDS).join())
                            .contains("nothing was stored", "try again"));
            holder.rollback();
        } finally {
            callers.shutdownNow();
        }
        awaitQuiet();

        assertThat(rows.of(user)).isEmpty();
        assertThat(purgedOrStored("add_note", note("afterwards")).fieldNames()).contains("note");
    }

    @Test
    void disconnectedClientsLeakNoConnectionOrTransaction() throws Exception {
        try (Connection holder = holding(LOCK)) {
            for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
                callAndLeave("note " + i);
            }
            awaitQuiet();
            holder.rollback();
        }

        assertThat(rows.of(user)).isEmpty();
        assertThat(purgedOrStored("add_note", note("afterwards")).fieldNames()).contains("note");
        assertThat(count("state like 'idle in transaction%'")).isZero();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "freezing PostgreSQL needs SIGSTOP")
    void aDatabaseThatPausesHasNotStoredNotesThatFailedMeanwhile() {
        purgedOrStored("add_note", note("before"));
        freezeDatabase.run();
        try {
            assertThat(error("add_note", note("meanwhile"))).contains("nothing was stored", "try again");
        } finally {
            thawDatabase.run();
        }
        awaitQuiet();

        assertThat(rows.of(user)).containsExactly("before");
    }

    @Test
    void aRejectedCommitIsReportedAsNotStored() throws Exception {
        commitsTake(20);
        try {
            assertThat(error("add_note", note("too slow"))).contains("nothing was stored", "try again");
        } finally {
            commitsAreQuickAgain();
        }
        awaitQuiet();

        assertThat(rows.of(user)).isEmpty();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "freezing PostgreSQL needs SIGSTOP")
    void anUnansweredCommitIsReportedAsUnknownAndTheSameKeyStoresOnce() throws Exception {
        Map<String, Object> withKey = Map.of("user_id", user, "note", "once", "idempotency_key", "k");
        commitsTake(20);
        try {
            CompletableFuture<String> withoutAKey =
                    CompletableFuture.supplyAsync(() -> error("add_note", note("other")));
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> error("add_note", withKey));
            Awaitility.await().until(() -> count("state = 'active' and query = 'commit'") == 2);
            freezeDatabase.run();
            try {
                assertThat(answer.orTimeout(60, TimeUnit.SECONDS).join())
                        .contains("not known whether", "same idempotency_key");
                assertThat(withoutAKey.orTimeout(60, TimeUnit.SECONDS).join())
                        .contains("not known whether", "read_notes");
            } finally {
                thawDatabase.run();
            }
            awaitQuiet();
        } finally {
            commitsAreQuickAgain();
        }
        purgedOrStored("add_note", withKey);
        purgedOrStored("add_note", withKey);

        assertThat(rows.of(user)).containsOnlyOnce("once");
    }

    private Map<String, Object> note(String text) {
        return Map.of("user_id", user, "note", text);
    }

    private static String error(String tool, Map<String, Object> arguments) {
        JsonObject answer =
                new JsonObject(Mcp.call(TOKEN, tool, arguments).body().asString());
        assertThat(answer.fieldNames()).as(answer.encode()).contains("error");
        assertThat(answer.getJsonObject("error").getInteger("code")).isEqualTo(-32603);
        return answer.getJsonObject("error").getString("message");
    }

    private static JsonObject purgedOrStored(String tool, Map<String, Object> arguments) {
        JsonObject answer =
                new JsonObject(Mcp.call(TOKEN, tool, arguments).body().asString());
        assertThat(answer.fieldNames()).as(answer.encode()).contains("result");
        assertThat(answer.getJsonObject("result").getBoolean("isError")).isFalse();
        return answer.getJsonObject("result").getJsonObject("structuredContent");
    }

    private void callAndLeave(String text) throws Exception {
        HttpRequest call = HttpRequest.newBuilder(endpoint)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .timeout(Duration.ofMillis(50))
                .POST(HttpRequest.BodyPublishers.ofString(
                        Mcp.body(1, "tools/call", Map.of("name", "add_note", "arguments", note(text)))))
                .build();
        try {
            HttpClient.newHttpClient().send(call, java.net.http.HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException left) {
            // as intended
        }
    }

    private Connection holding(String statement) throws SQLException {
        Connection holder = database.getConnection();
        holder.setAutoCommit(false);
        try (Statement lock = holder.createStatement()) {
            lock.execute(statement);
        }
        return holder;
    }

    /** Each commit of a transaction that has stored a note takes that many seconds. */
    private void commitsTake(int seconds) throws SQLException {
        execute("create function slow_commit() returns trigger language plpgsql as"
                + " $$ begin perform pg_sleep(%d); return null; end $$".formatted(seconds));
        execute("create constraint trigger slow_commit after insert on note deferrable initially deferred"
                + " for each row execute function slow_commit()");
    }

    private void commitsAreQuickAgain() throws SQLException {
        execute("drop function slow_commit() cascade");
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement once = connection.createStatement()) {
            once.execute(statement);
        }
    }

    /** Until no statement of the application runs or waits in the database. */
    private void awaitQuiet() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> count("state = 'active' or state like 'idle in transaction%'") == 0);
    }

    private int count(String sessions) throws SQLException {
        List<Integer> counts = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from pg_stat_activity where"
                        + " application_name = 'vertx-pg-client' and (" + sessions + ")")) {
            while (found.next()) {
                counts.add(found.getInt(1));
            }
        }
        return counts.get(0);
    }
}
