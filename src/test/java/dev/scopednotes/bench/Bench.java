package dev.scopednotes.bench;

import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The setup of the measurements: an issuer, a database, built and started applications; warmed up before they are
 * compared.
 */
final class Bench {

    private static final int WARM_UP = 300_000;

    private final Map<String, BuiltApplication> built = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Path directory;
    private final BenchmarkIssuer issuer;
    private final EmbeddedPostgres postgres;

    Bench(Path directory) throws Exception {
        this.directory = directory;
        issuer = opened(new BenchmarkIssuer());
        postgres = opened(Postgres.builder().start());
    }

    BenchmarkIssuer issuer() {
        return issuer;
    }

    /** Builds the application under one name, and the same tools without this library under the other. */
    void build(String gated, String ungated, int tools) throws Exception {
        built.put(gated, BuiltApplication.gated(directory.resolve(gated), tools));
        built.put(ungated, BuiltApplication.ungated(directory.resolve(ungated), tools));
    }

    /** A process of an application that is built. */
    MeasuredServer start(String name, Map<String, String> settings) throws Exception {
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
        MeasuredServer server = opened(MeasuredServer.start(built.get(name), environment));
        warmUp(server, name.startsWith("un") ? null : issuer.token(Algorithm.RS256));
        return server;
    }

    /** Until the compiler has seen every measured path. */
    private static void warmUp(MeasuredServer server, String token) throws Exception {
        List<Request> calls = List.of(
                Request.call(ToolSources.ECHO, token, 200),
                Request.call(ToolSources.SELECT, token, 200),
                Request.call(ToolSources.FORBIDDEN, token, token == null ? 200 : 403));
        try (Load load = new Load(server, calls)) {
            load.microsPerCall(WARM_UP);
        }
    }

    Comparison compare(
            String call,
            MeasuredServer server,
            Request request,
            String against,
            MeasuredServer other,
            Request otherRequest,
            Size size,
            String target)
            throws Exception {
        try (Load load = new Load(server, request);
                Load otherLoad = new Load(other, otherRequest)) {
            return Comparison.of(call, load, against, otherLoad, size, target);
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.push(closeable);
        return closeable;
    }

    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
