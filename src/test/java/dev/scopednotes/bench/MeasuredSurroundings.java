package dev.scopednotes.bench;

import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What the measured applications need: an issuer, a database, and the settings that they share. */
final class MeasuredSurroundings implements Closeable {

    private final BenchmarkIssuer issuer = new BenchmarkIssuer();
    private final EmbeddedPostgres postgres = Postgres.builder().start();

    MeasuredSurroundings() throws Exception {}

    BenchmarkIssuer issuer() {
        return issuer;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SCOPED_GATE_RESOURCE", TokenForge.RESOURCE);
        environment.put("SCOPED_GATE_ISSUER", TokenForge.ISSUER);
        environment.put("SCOPED_GATE_STATE_KEY", Surroundings.STATE_KEY);
        environment.put("SCOPED_GATE_JWKS_URI", issuer.jwksUri());
        environment.put(
                "SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()));
        // counted as in production, and never reached
        environment.put("SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "1000000000");
        // a log line for each call is not a cost of the gate: it has a row of its own
        environment.putIfAbsent("SCOPED_GATE_AUDIT_ALLOWED", "none");
        environment.put("SCOPED_NOTES_DATABASE_USERNAME", "postgres");
        environment.put("SCOPED_NOTES_DATABASE_PASSWORD", "postgres");
        return environment;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        issuer.close();
    }
}
