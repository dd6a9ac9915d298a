package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import dev.scopednotes.testsupport.TokenForge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Measures what the gate adds to the CPU time of a call; fails on a wrong answer, never on a slow one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatedCallBenchmark {

    private static final String ALLOWED = "at most 1.15";
    private static final Size CHEAP = new Size(10_000, 5, 8_000);
    private static final Size DEAR = new Size(10_000, 5, 4_000);

    private static final Path DIRECTORY = Path.of("target", "bench").toAbsolutePath();

    private final Report report = new Report();
    private final List<AutoCloseable> open = new ArrayList<>();
    private BenchmarkIssuer issuer;
    private EmbeddedPostgres postgres;
    private MeasuredServer gated;
    private MeasuredServer uncached;
    private MeasuredServer ungated;

    @BeforeAll
    void start() throws Exception {
        issuer = opened(new BenchmarkIssuer());
        postgres = opened(EmbeddedPostgres.builder().start());
        BuiltApplication application = BuiltApplication.gated(DIRECTORY.resolve("gated"), 3);
        gated = start(application, Map.of());
        uncached = start(application, Map.of("SCOPED_NOTES_TOKEN_CACHE_MAX_ENTRIES", "0"));
        ungated = start(BuiltApplication.ungated(DIRECTORY.resolve("ungated"), 3), Map.of());
    }

    @AfterAll
    void reportAndStop() throws Exception {
        report.write();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    @Order(1)
    void anAllowedCallAgainstTheSameToolWithoutAuth() throws Exception {
        for (String tool : List.of(ToolSources.SELECT, ToolSources.ECHO)) {
            for (Algorithm algorithm : Algorithm.values()) {
                compare(
                        "`%s`, %s, cache on".formatted(tool, algorithm),
                        gated,
                        Request.call(tool, issuer.token(algorithm), 200),
                        "without auth",
                        ungated,
                        Request.call(tool, null, 200),
                        CHEAP,
                        ALLOWED);
            }
        }
        for (Algorithm algorithm : Algorithm.values()) {
            compare(
                    "`echo`, %s, cache off".formatted(algorithm),
                    uncached,
                    Request.call(ToolSources.ECHO, issuer.token(algorithm), 200),
                    "without auth",
                    ungated,
                    Request.call(ToolSources.ECHO, null, 200),
                    DEAR,
                    "");
        }
    }

    @Test
    @Order(2)
    void aDeniedCallAgainstAnAllowedOne() throws Exception {
        String token = issuer.token(Algorithm.RS256);
        compare(
                "denied call (403)",
                gated,
                Request.call(ToolSources.FORBIDDEN, token, 403),
                "allowed `echo`",
                gated,
                Request.call(ToolSources.ECHO, token, 200),
                CHEAP,
                "below 1");
    }

    private MeasuredServer start(BuiltApplication application, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SCOPED_NOTES_RESOURCE", TokenForge.RESOURCE);
        environment.put("SCOPED_NOTES_ISSUER", TokenForge.ISSUER);
        environment.put("SCOPED_NOTES_JWKS_URI", issuer.jwksUri());
        environment.put(
                "SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:%d/postgres".formatted(postgres.getPort()));
        environment.put("SCOPED_NOTES_DATABASE_USERNAME", "postgres");
        environment.put("SCOPED_NOTES_DATABASE_PASSWORD", "postgres");
        return opened(MeasuredServer.start(application, environment));
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private void compare(
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
            report.add(Comparison.of(call, load, against, otherLoad, size, target));
        }
    }
}
