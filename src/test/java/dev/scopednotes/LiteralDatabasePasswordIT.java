package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import io.restassured.RestAssured;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged application with a database whose password has characters that are special elsewhere. */
@Execution(ExecutionMode.CONCURRENT)
class LiteralDatabasePasswordIT {

    private static final String PASSWORD = "p$$w${scoped-gate.issuer}\\%$";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = Postgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("create role literal superuser login password '" + PASSWORD + "'");
            try (ResultSet file = sql.executeQuery("show hba_file")) {
                file.next();
                Path rules = Path.of(file.getString(1));
                Files.writeString(rules, "host all literal all scram-sha-256\n" + Files.readString(rules));
            }
            sql.execute("select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        postgres.close();
    }

    private static Map<String, String> with(String password) {
        Map<String, String> environment = new HashMap<>(ProductionServer.QUICK_START);
        environment.putAll(Map.of(
                "SCOPED_GATE_RESOURCE",
                "https://notes.example.com/mcp",
                "SCOPED_GATE_ISSUER",
                "http://127.0.0.1:1",
                "SCOPED_GATE_STATE_KEY",
                Surroundings.STATE_KEY,
                "SCOPED_NOTES_DATABASE_URL",
                "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "SCOPED_NOTES_DATABASE_USERNAME",
                "literal",
                "SCOPED_NOTES_DATABASE_PASSWORD",
                password));
        return environment;
    }

    @Test
    void bothDriversUseItLiterally() throws Exception {
        try (ProductionServer server = ProductionServer.start(with(PASSWORD))) {
            // after the migration by JDBC
            server.awaitListening();

            // by the reactive driver
            await().untilAsserted(() -> assertThat(RestAssured.get(server.managementUri("/q/health/ready"))
                            .jsonPath()
                            .getString("checks.find { it.name == 'note store' }.status"))
                    .isEqualTo("UP"));
        }
    }

    @Test
    void aWrongPasswordEndsTheStart() throws Exception {
        try (ProductionServer server = ProductionServer.start(with(PASSWORD.replace("$$", "$")))) {
            assertThat(server.awaitExit()).isNotZero();
            assertThat(server.output()).doesNotContain(PASSWORD, PASSWORD.replace("$$", "$"));
        }
    }
}
