package dev.scopednotes;

import static dev.scopedgate.testsupport.Mcp.body;
import static dev.scopedgate.testsupport.Mcp.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migration as a step of its own, by the owner of the tables, and replicas whose role may not define tables. */
@Execution(ExecutionMode.CONCURRENT)
class SchemaMigrationIT {

    private static final String BEHIND = "scoped-notes.database.migrate=never: the schema of postgresql://127.0.0.1:";

    /** The category of its log. */
    private static final String FLYWAY = "org.flywaydb";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final KeyServer keys = new KeyServer();
    private static EmbeddedPostgres postgres;

    private String keySet;

    /** Of this test alone: others run at the same time. */
    private final String database = "notes_" + DATABASES.incrementAndGet();

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = Postgres.builder().start();
        execute("create role notes_owner login password 'owner'", "postgres");
        execute("create role notes_server login password 'server'", "postgres");
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void createDatabaseAndStartIssuer() throws Exception {
        keySet = keys.start().get("scoped-gate.jwks-uri");
        execute("create database " + database + " owner notes_owner", "postgres");
    }

    @AfterEach
    void stopIssuer() {
        keys.stop();
    }

    @Test
    void migrateOnlyEndsWithoutOpeningAPortOrContactingTheIssuer() throws Exception {
        try (ProductionServer job = ProductionServer.start(migrationBy("notes_owner", "owner"))) {
            assertThat(job.awaitExit()).as(job.output()).isZero();
            assertThat(job.output())
                    .contains("The schema of postgresql://127.0.0.1:" + postgres.getPort() + "/" + database
                            + " is up to date")
                    .doesNotContain("Listening on:", "\tat ");
        }
        assertThat(postgres.getDatabase("postgres", database)
                        .getConnection()
                        .getMetaData()
                        .getTables(null, "public", "note", null)
                        .next())
                .isTrue();
    }

    @Test
    void migrateOnlyNamesTheSettingIfTheDatabaseIsUnreachable() throws Exception {
        Map<String, String> environment = migrationBy("notes_owner", "owner");
        environment.put("SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:1/notes");
        try (ProductionServer job = ProductionServer.start(environment)) {
            assertThat(job.awaitExit()).isNotZero();
            assertThat(job.output())
                    .contains(
                            "scoped-notes.database.url: the database at postgresql://127.0.0.1:1/notes cannot be used")
                    .doesNotContain("owner\"", "\tat ");
        }
    }

    @Test
    void aMissingServingRoleIsGrantedNothing() throws Exception {
        Map<String, String> environment = migrationBy("notes_owner", "owner");
        environment.put("SCOPED_NOTES_DATABASE_SERVING_ROLE", "nobody");
        try (ProductionServer job = ProductionServer.start(environment)) {
            assertThat(job.awaitExit()).isNotZero();
            assertThat(job.output()).contains("role \"nobody\" does not exist").doesNotContain("\tat ");
        }
    }

    @Test
    void migrateNeverRefusesAnOlderSchemaAndServesOnTheCurrentOne() throws Exception {
        assertRefused("there is none yet");
        migrate();
        // as if this version had added that migration and the Job had not run yet
        execute("update flyway_schema_history set version = '0' where version = '1'", database);
        assertRefused("one migration is missing");
        execute("update flyway_schema_history set version = '1' where version = '0'", database);

        try (ProductionServer replica = ProductionServer.start(replica())) {
            replica.awaitListening();
            assertThat(readiness(replica)).isEqualTo(200);
        }
    }

    private void assertRefused(String why) throws Exception {
        try (ProductionServer replica = ProductionServer.start(replica())) {
            assertThat(replica.awaitExit()).as(why).isNotZero();
            assertThat(replica.output())
                    .as(why)
                    .contains("SCOPED_NOTES_DATABASE_")
                    .doesNotContain("Listening on:", "\tat ");
            assertThat(replica.output())
                    .as(why)
                    .contains(BEHIND + postgres.getPort() + "/" + database + " is not the one");
        }
    }

    @Test
    void olderReplicasServeOnANewerSchemaDuringAnUpdate() throws Exception {
        migrate();
        execute(
                "insert into flyway_schema_history select 99, '99', 'next', 'SQL', 'V99__next.sql', 1, installed_by,"
                        + " installed_on, 1, true from flyway_schema_history where version = '1'",
                database);
        Map<String, String> older = replica();
        Map<String, String> olderThatMigrates = replica();
        olderThatMigrates.put("SCOPED_NOTES_DATABASE_MIGRATE", "at-start");
        olderThatMigrates.put("SCOPED_NOTES_DATABASE_USERNAME", "notes_owner");
        for (var environment : List.of(older, olderThatMigrates)) {
            try (ProductionServer replica = ProductionServer.start(environment)) {
                replica.awaitListening();
                assertThat(readiness(replica)).isEqualTo(200);
            }
        }
    }

    @Test
    void atStartMigratesOnceAndThenOnlyAsks() throws Exception {
        assertThat(servedAtStart()).contains(FLYWAY);
        assertThat(servedAtStart()).doesNotContain(FLYWAY);
        // as after a restore of a backup that was made before this version's migration
        execute("drop table note; drop table flyway_schema_history", database);
        assertThat(servedAtStart()).contains(FLYWAY);
    }

    @Test
    void aCurrentSchemaIsOnlyAskedForWithoutMigrationToo() throws Exception {
        migrate();
        try (ProductionServer replica = ProductionServer.start(replica())) {
            replica.awaitListening();
            assertThat(replica.output()).doesNotContain(FLYWAY);
        }
    }

    @Test
    void atStartGrantsToAServingRoleThatIsNewOnACurrentSchema() throws Exception {
        servedAtStart();
        assertThatThrownBy(() -> execute("select * from note", database, "notes_server"))
                .isInstanceOf(SQLException.class);
        Map<String, String> environment = atStart();
        environment.put("SCOPED_NOTES_DATABASE_SERVING_ROLE", "notes_server");
        try (ProductionServer replica = ProductionServer.start(environment)) {
            replica.awaitListening();
        }
        execute("select * from note", database, "notes_server");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "success = false, failed migration",
        "checksum = checksum + 1, checksum mismatch",
        "description = 'other', description mismatch",
        "version = '0', not resolved locally"
    })
    void atStartRefusesAHistoryThatFlywayRefuses(String change, String reason) throws Exception {
        migrate();
        execute("update flyway_schema_history set " + change, database);
        try (ProductionServer replica = ProductionServer.start(atStart())) {
            assertThat(replica.awaitExit()).isNotZero();
            assertThat(replica.output())
                    .contains("scoped-notes.database.url: the database at postgresql://127.0.0.1:")
                    .containsIgnoringCase(reason)
                    .doesNotContain("Listening on:", "\tat ");
        }
    }

    private String servedAtStart() throws Exception {
        try (ProductionServer replica = ProductionServer.start(atStart())) {
            replica.awaitListening();
            assertThat(readiness(replica)).isEqualTo(200);
            return replica.output();
        }
    }

    private Map<String, String> atStart() {
        Map<String, String> environment = replica();
        environment.put("SCOPED_NOTES_DATABASE_MIGRATE", "at-start");
        environment.put("SCOPED_NOTES_DATABASE_USERNAME", "notes_owner");
        environment.put("SCOPED_NOTES_DATABASE_PASSWORD", "owner");
        return environment;
    }

    @Test
    void theServingRoleSupportsEveryToolAndCannotDefineTables() throws Exception {
        migrate();
        try (ProductionServer replica = ProductionServer.start(replica())) {
            replica.awaitListening();
            Map<String, Object> once = Map.of("user_id", "ray", "note", "kept", "idempotency_key", "k");
            assertThat(call(replica, "add_note", once)).contains("kept").contains("\"isError\":false");
            assertThat(call(replica, "add_note", once)).contains("kept").contains("\"isError\":false");
            assertThat(call(replica, "read_notes", Map.of("user_id", "ray"))).contains("kept");
            assertThat(call(replica, "admin_purge", Map.of("user_id", "ray"))).contains("\"isError\":false");
        }
        for (String definition : new String[] {
            "create table public.loot (id int)",
            "drop table note",
            "alter table note drop column note",
            "truncate note",
            "delete from flyway_schema_history"
        }) {
            assertThatThrownBy(() -> execute(definition, database, "notes_server"))
                    .as(definition)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    private static String call(ProductionServer server, String tool, Map<String, Object> arguments) {
        Response answer = post(TokenForge.bearer("notes:read notes:write admin:notes"))
                .header("Host", "notes.example.test")
                .body(body(1, "tools/call", Map.of("name", tool, "arguments", arguments)))
                .post(server.uri("/mcp"));
        return answer.asString();
    }

    /** After the keys have arrived: they are fetched while the application starts. */
    private static int readiness(ProductionServer server) throws InterruptedException {
        int status = 0;
        for (Instant end = Instant.now().plus(Duration.ofSeconds(30));
                Instant.now().isBefore(end);
                Thread.sleep(200)) {
            status = RestAssured.get(server.managementUri("/q/health/ready")).statusCode();
            if (status == 200) {
                break;
            }
        }
        return status;
    }

    private void migrate() throws Exception {
        try (ProductionServer job = ProductionServer.start(migrationBy("notes_owner", "owner"))) {
            assertThat(job.awaitExit()).as(job.output()).isZero();
        }
    }

    private Map<String, String> migrationBy(String role, String password) {
        Map<String, String> environment = connection(role, password);
        environment.put("SCOPED_GATE_ISSUER", "http://127.0.0.1:1");
        environment.put("SCOPED_NOTES_DATABASE_MIGRATE", "only");
        environment.put("SCOPED_NOTES_DATABASE_SERVING_ROLE", "notes_server");
        return environment;
    }

    private Map<String, String> replica() {
        Map<String, String> environment = connection("notes_server", "server");
        environment.put("SCOPED_GATE_ISSUER", TokenForge.ISSUER);
        environment.put("SCOPED_GATE_JWKS_URI", keySet);
        environment.put("SCOPED_NOTES_DATABASE_MIGRATE", "never");
        return environment;
    }

    private Map<String, String> connection(String role, String password) {
        Map<String, String> environment = new HashMap<>(ProductionServer.QUICK_START);
        environment.putAll(Map.of(
                "SCOPED_GATE_RESOURCE",
                TokenForge.RESOURCE,
                "SCOPED_GATE_STATE_KEY",
                Surroundings.STATE_KEY,
                "SCOPED_NOTES_DATABASE_URL",
                "postgresql://127.0.0.1:" + postgres.getPort() + "/" + database,
                "SCOPED_NOTES_DATABASE_USERNAME",
                role,
                "SCOPED_NOTES_DATABASE_PASSWORD",
                password));
        return environment;
    }

    private static void execute(String sql, String database) throws SQLException {
        execute(sql, database, "postgres");
    }

    private static void execute(String sql, String database, String role) throws SQLException {
        try (Connection connection = postgres.getDatabase(role, database).getConnection()) {
            connection.createStatement().execute(sql);
        }
    }
}
