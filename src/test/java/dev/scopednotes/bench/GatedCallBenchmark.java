package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures what the gate adds to the CPU time of a call; fails on a wrong answer, never on a slow one. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatedCallBenchmark {

    private static final String ALLOWED = "at most 1.15";
    private static final String WITHOUT_AUTH = "without auth";
    private static final String REMEMBERED = "the token remembered";
    private static final String AT_MOST_3 = "at most 3";
    private static final int LAUNCHES = 5;
    private static final int LAUNCHES_WITH_MANY_TOOLS = 3;
    private static final Size EACH_LAUNCH = new Size(20_000, 5, 6_000);
    private static final Size CHEAP = new Size(10_000, 9, 6_000);
    private static final Size FRESH = new Size(25_000, 7, 6_000);
    private static final int MANY = 100_000;
    private static final Size ALL_ONCE = new Size(MANY, 9, 6_000);
    private static final Size DEAR = new Size(5_000, 5, 2_000);

    @TempDir
    static Path directory;

    private final Report report = new Report();
    private Bench bench;
    private MeasuredServer gated;
    private MeasuredServer ungated;

    @BeforeAll
    void start() throws Exception {
        bench = new Bench(directory);
        bench.build("gated", "ungated", 3);
        gated = bench.start("gated", Map.of());
        ungated = bench.start("ungated", Map.of());
    }

    @AfterAll
    void reportAndStop() throws Exception {
        report.write();
        bench.close();
    }

    @Test
    @Order(1)
    void anAllowedCallComparedWithTheSameToolWithoutAuth() throws Exception {
        Map<String, List<Comparison>> rows = new LinkedHashMap<>();
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try (MeasuredServer with = bench.start("gated", Map.of());
                    MeasuredServer without = bench.start("ungated", Map.of())) {
                for (String tool : List.of(ToolSources.SELECT, ToolSources.ECHO)) {
                    for (Algorithm algorithm : Algorithm.values()) {
                        String call = "`%s`, %s".formatted(tool, algorithm);
                        rows.computeIfAbsent(call, row -> new ArrayList<>())
                                .add(againstUngated(call, with, without, tool, algorithm, EACH_LAUNCH, ALLOWED));
                    }
                }
            }
        }
        rows.values().forEach(launches -> report.add(Comparison.pooled(launches)));
    }

    @Test
    @Order(2)
    void theListOfToolsComparedWithTheExtensions() throws Exception {
        report.add(bench.compare(
                "`tools/list`, 6 tools",
                gated,
                Request.list(bench.issuer().token(Algorithm.RS256)),
                "the stock engine's, 3 tools",
                ungated,
                Request.list(null),
                CHEAP,
                "at most 0.5"));
    }

    @Test
    @Order(2)
    void modernRequestsComparedWithLegacyOnes() throws Exception {
        String token = bench.issuer().token(Algorithm.RS256);
        List<Comparison> launches = new ArrayList<>();
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try (MeasuredServer server = bench.start("gated", Map.of())) {
                launches.add(bench.compare(
                        "`echo`, 2026-07-28",
                        server,
                        Request.modernCall(ToolSources.ECHO, token),
                        "`echo`, 2025-11-25",
                        server,
                        Request.call(ToolSources.ECHO, token, 200),
                        EACH_LAUNCH,
                        "at most 1.10"));
            }
        }
        report.add(Comparison.pooled(launches));
        report.add(bench.compare(
                "`server/discover`",
                gated,
                Request.discover(token),
                "`tools/list`, 6 tools",
                gated,
                Request.list(token),
                CHEAP,
                "at most 1"));
    }

    @Test
    @Order(3)
    void manyTokens() throws Exception {
        List<Request> many = bench.issuer().calls(MANY);
        // for an hour: otherwise each is verified once a minute, which is a cost of its own
        try (MeasuredServer roomy = bench.start(
                "gated",
                Map.of(
                        "SCOPED_GATE_TOKEN_CACHE_MAX_ENTRIES",
                        Integer.toString(MANY),
                        "SCOPED_GATE_TOKEN_CACHE_MAX_AGE",
                        "1h"))) {
            inTurn("1,000 tokens in turn, all remembered", roomy, bench.issuer().calls(1_000), CHEAP);
            inTurn("100,000 tokens in turn, all remembered", roomy, many, ALL_ONCE);
        }
        try (Load load = new Load(gated, many);
                Load remembered = new Load(gated, remembered(Algorithm.RS256))) {
            report.add(Comparison.of(
                    "`echo`, RS256, 100,000 tokens in turn, room for 10,000",
                    load,
                    REMEMBERED,
                    remembered,
                    DEAR,
                    AT_MOST_3));
        }
    }

    private void inTurn(String tokens, MeasuredServer server, List<Request> calls, Size size) throws Exception {
        try (Load load = new Load(server, calls);
                Load other = new Load(ungated, Request.call(ToolSources.ECHO, null, 200))) {
            report.add(Comparison.of("`echo`, RS256, " + tokens, load, WITHOUT_AUTH, other, size, ""));
        }
    }

    private Request remembered(Algorithm algorithm) {
        return Request.call(ToolSources.ECHO, bench.issuer().token(algorithm), 200);
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({"auto, , " + AT_MOST_3, "jdk, ' by the JDK', ''"})
    void eachTokenVerifiedAtEachCall(String crypto, String by, String target) throws Exception {
        Map<String, String> settings = Map.of("SCOPED_GATE_TOKEN_CACHE_MAX_ENTRIES", "0", "SCOPED_GATE_CRYPTO", crypto);
        try (MeasuredServer uncached = bench.start("gated", settings)) {
            for (Algorithm algorithm : Algorithm.values()) {
                report.add(bench.compare(
                        "`echo`, %s, verified%s at each call".formatted(algorithm, by == null ? "" : by),
                        uncached,
                        remembered(algorithm),
                        REMEMBERED,
                        gated,
                        remembered(algorithm),
                        DEAR,
                        target));
            }
        }
    }

    /** Each call with a new proof: they are made before, and good for ten minutes. */
    @Test
    @Order(4)
    void aBoundTokenComparedWithABearerToken() throws Exception {
        try (MeasuredServer server = bench.start("gated", Map.of("SCOPED_GATE_DPOP_MAX_AGE", "10m"));
                Load proved = new Load(server, bench.issuer().provedCalls(DEAR.calls()));
                Load bearer = new Load(server, remembered(Algorithm.RS256))) {
            report.add(Comparison.of(
                    "`echo`, DPoP: a new proof (ES256), the token remembered",
                    proved,
                    "a bearer token, remembered",
                    bearer,
                    DEAR,
                    "at most 2.5"));
        }
    }

    @Test
    @Order(5)
    void auditedCallsAndADeniedCallComparedWithAnAllowedOne() throws Exception {
        String token = bench.issuer().token(Algorithm.RS256);
        try (MeasuredServer audited = bench.start("gated", Map.of("SCOPED_GATE_AUDIT_ALLOWED", "all"))) {
            report.add(bench.compare(
                    "denied `echo` (403), audited",
                    audited,
                    Request.call(ToolSources.FORBIDDEN, token, 403),
                    "allowed `echo`, audited",
                    audited,
                    Request.call(ToolSources.ECHO, token, 200),
                    CHEAP,
                    "below 1"));
            report.add(againstUngated(
                    "`select`, RS256, audited",
                    audited,
                    ungated,
                    ToolSources.SELECT,
                    Algorithm.RS256,
                    CHEAP,
                    "at most 1.10"));
            report.add(againstUngated(
                    "`echo`, RS256, audited", audited, ungated, ToolSources.ECHO, Algorithm.RS256, CHEAP, ALLOWED));
        }
    }

    @ParameterizedTest
    @Order(6)
    @ValueSource(ints = {100, 1000})
    void manyTools(int tools) throws Exception {
        String name = "gated-" + tools;
        String ungatedName = "ungated-" + tools;
        bench.build(name, ungatedName, tools);
        String last = ToolSources.last(tools);
        List<Comparison> launches = new ArrayList<>();
        for (int launch = 0; launch < LAUNCHES_WITH_MANY_TOOLS; launch++) {
            try (MeasuredServer many = bench.start(name, Map.of());
                    MeasuredServer manyUngated = bench.start(ungatedName, Map.of())) {
                launches.add(bench.compare(
                        "`echo`, RS256, %d tools".formatted(tools),
                        many,
                        Request.call(last, bench.issuer().token(Algorithm.RS256), 200),
                        "without auth, as many",
                        manyUngated,
                        Request.call(last, null, 200),
                        FRESH,
                        "as with 3 tools"));
            }
        }
        report.add(Comparison.pooled(launches));
    }

    private Comparison againstUngated(
            String call,
            MeasuredServer server,
            MeasuredServer other,
            String tool,
            Algorithm algorithm,
            Size size,
            String target)
            throws Exception {
        return bench.compare(
                call,
                server,
                Request.call(tool, bench.issuer().token(algorithm), 200),
                WITHOUT_AUTH,
                other,
                Request.call(tool, null, 200),
                size,
                target);
    }
}
