package dev.scopedgate.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** What the packaged application needs: a database and an issuer's keys, for as long as a test runs. */
public final class Surroundings implements AutoCloseable {

    /** A value of {@code scoped-gate.state-key}, without which the application does not start in production. */
    public static final String STATE_KEY = "b25seS1mb3ItdGVzdHMtMzItYnl0ZXMtYW5kLW1vcmU=";

    private final KeyServer keys = new KeyServer();
    private final String jwksUri = keys.start().get("scoped-gate.jwks-uri");
    private final EmbeddedPostgres postgres;

    public Surroundings() throws IOException {
        postgres = Postgres.builder().start();
    }

    /** The required settings and these. */
    public Map<String, String> environment(Map<String, String> further) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCOPED_GATE_RESOURCE", TokenForge.RESOURCE);
        environment.put("SCOPED_GATE_ISSUER", TokenForge.ISSUER);
        environment.put("SCOPED_GATE_JWKS_URI", jwksUri);
        environment.put("SCOPED_GATE_STATE_KEY", STATE_KEY);
        environment.put("SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres");
        environment.put("SCOPED_NOTES_DATABASE_USERNAME", "postgres");
        environment.put("SCOPED_NOTES_DATABASE_PASSWORD", "postgres");
        environment.putAll(further);
        return environment;
    }

    /** A transaction that makes every INSERT of the application wait until it is closed. */
    public Connection lockNotes() throws SQLException {
        Connection holder = postgres.getPostgresDatabase().getConnection();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("lock table note in share mode");
        }
        return holder;
    }

    /** Returns once a session waits for that lock. */
    public void awaitWaiting() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count("pg_locks where not granted") > 0);
    }

    /** How many rows there are {@code from} a table, with its conditions. */
    public int count(String from) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from " + from)) {
            found.next();
            return found.getInt(1);
        }
    }

    public void stopDatabase() throws IOException {
        postgres.close();
    }

    @Override
    public void close() throws IOException {
        stopDatabase();
        keys.stop();
    }
}
