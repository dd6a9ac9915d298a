package dev.scopednotes.notes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database that answers, and cannot serve: the caller and the operator are told what is wrong with it. */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class UnfitDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TOKEN = TokenForge.bearer("notes:read notes:write admin:notes");
    private static final String READ_ONLY = "alter database notes set default_transaction_read_only = on";
    private static final String WRITABLE = "alter database notes reset default_transaction_read_only";

    @Inject
    AgroalDataSource database;

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    private final String user = UUID.randomUUID().toString();
    private Connection kept;

    @BeforeEach
    void keepAConnectionToRepairItWith() throws SQLException {
        kept = database.getConnection();
        execute("set default_transaction_read_only = off");
    }

    @AfterEach
    void isFitAgain() throws SQLException {
        execute("reset default_transaction_read_only");
        kept.close();
        // the sessions of the other role were ended
        database.flush(AgroalDataSource.FlushMode.ALL);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(given().get(readiness).statusCode()).isEqualTo(200);
            assertThat(add().jsonPath().getBoolean("result.isError")).isFalse();
        });
    }

    @ParameterizedTest(name = "the note store {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "is read-only at the moment | " + READ_ONLY + " | " + WRITABLE,
                "is not set up for this version | alter table note rename to away | alter table away rename to note",
                "is not set up for this version | alter table note rename note to text | alter table note rename text to note",
                "denies this server a privilege | revoke insert on note from notes | grant insert on note to notes",
                "denies this server a privilege | revoke all on note from notes | grant all on note to notes"
            })
    void theAnswerAndReadinessNameTheProblem(String problem, String breaks, String repairs) throws SQLException {
        execute(breaks);
        try {
            endOtherSessions();
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                Response answer = add();
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.jsonPath().getInt("error.code")).isEqualTo(-32603);
                assertThat(answer.jsonPath().getString("error.message"))
                        .contains("the note store " + problem, "nothing was stored", "try again")
                        .doesNotContain("relation", "column", "transaction", "Exception", "42", "insert");
            });
            Response down = given().get(readiness);
            assertThat(down.statusCode()).isEqualTo(503);
            assertThat(down.jsonPath().getString("checks.find { it.name == 'note store' }.data.reason"))
                    .contains("the note store " + problem);
        } finally {
            execute(repairs);
            endOtherSessions();
        }
    }

    @Test
    void aReadOnlyStoreCanBeRead() throws SQLException {
        execute(READ_ONLY);
        try {
            endOtherSessions();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(add().jsonPath().getString("error.message"))
                            .contains("read-only"));
            assertThat(Mcp.call(TOKEN, "read_notes", Map.of("user_id", user))
                            .jsonPath()
                            .getBoolean("result.isError"))
                    .isFalse();
            assertThat(Mcp.call(TOKEN, "admin_purge", Map.of("user_id", user))
                            .jsonPath()
                            .getString("error.message"))
                    .contains("read-only", "nothing was deleted");
        } finally {
            execute(WRITABLE);
            endOtherSessions();
        }
    }

    @Test
    void aLockedTableDoesNotDelayTheReadinessProbe() throws SQLException {
        kept.setAutoCommit(false);
        execute("lock table note in access exclusive mode");
        try {
            assertThat(given().get(readiness).statusCode()).isEqualTo(200);
        } finally {
            kept.rollback();
            kept.setAutoCommit(true);
        }
    }

    private Response add() {
        return Mcp.call(TOKEN, "add_note", Map.of("user_id", user, "note", "x"));
    }

    private void endOtherSessions() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where usename = current_user and pid <> pg_backend_pid()");
    }

    private void execute(String statement) throws SQLException {
        try (Statement once = kept.createStatement()) {
            once.execute(statement);
        }
    }
}
