package dev.scopednotes.bench;

import static dev.scopednotes.bench.GatedCallBenchmark.WITHOUT_AUTH;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures many tokens, tokens that are verified at each call, and proofs of bound tokens (RFC 9449). */
@Order(3)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(BenchmarkRun.class)
class TokensBenchmark {

    private static final String REMEMBERED = "the token remembered";
    private static final int MANY = 100_000;
    private static final Size CHEAP = new Size(10_000, 9, 6_000);
    private static final Size ALL_ONCE = new Size(MANY, 9, 6_000);
    private static final Size DEAR = new Size(5_000, 5, 2_000);

    /** Until the compiler has optimized the verification too: the start has warmed up remembered tokens alone. */
    private static final Size VERIFIED = new Size(30_000, 7, 4_000);

    /** As many as are remembered of one subject. */
    private static final Size PROVED = new Size(20_000, 7, 3_000);

    @Test
    @Order(1)
    void manyTokens(Bench bench) throws Exception {
        List<Request> many = bench.issuer().calls(MANY);
        // for an hour: otherwise each is verified once a minute, which is a cost of its own
        Map<String, String> settings = Map.of(
                "SCOPED_GATE_TOKEN_CACHE_MAX_ENTRIES", Integer.toString(MANY), "SCOPED_GATE_TOKEN_CACHE_MAX_AGE", "1h");
        try (MeasuredServer roomy = bench.start(Bench.GATED, settings)) {
            inTurn(
                    bench,
                    "1,000 tokens in turn, all remembered",
                    roomy,
                    bench.issuer().calls(1_000),
                    CHEAP);
            inTurn(bench, "100,000 tokens in turn, all remembered", roomy, many, ALL_ONCE);
        }
        try (Load load = new Load(bench.gated(), many);
                Load remembered = new Load(bench.gated(), remembered(bench, Algorithm.RS256))) {
            bench.report()
                    .add(Comparison.of(
                            "`echo`, RS256, 100,000 tokens in turn, room for 10,000",
                            load,
                            REMEMBERED,
                            remembered,
                            VERIFIED,
                            Target.atMost(3)));
        }
    }

    private static void inTurn(Bench bench, String tokens, MeasuredServer server, List<Request> calls, Size size)
            throws Exception {
        try (Load load = new Load(server, calls);
                Load other = new Load(bench.ungated(), Request.call(ToolSources.ECHO, null, 200))) {
            bench.report().add(Comparison.of("`echo`, RS256, " + tokens, load, WITHOUT_AUTH, other, size, Target.NONE));
        }
    }

    private static Request remembered(Bench bench, Algorithm algorithm) {
        return Request.call(ToolSources.ECHO, bench.issuer().token(algorithm), 200);
    }

    @ParameterizedTest
    @Order(2)
    @CsvSource({"auto, ''", "jdk, ' by the JDK'"})
    void eachTokenVerifiedAtEachCall(String crypto, String by, Bench bench) throws Exception {
        Map<String, String> settings = Map.of("SCOPED_GATE_TOKEN_CACHE_MAX_ENTRIES", "0", "SCOPED_GATE_CRYPTO", crypto);
        try (MeasuredServer uncached = bench.start(Bench.GATED, settings)) {
            for (Algorithm algorithm : Algorithm.values()) {
                bench.report()
                        .add(bench.compare(
                                "`echo`, %s, verified%s at each call".formatted(algorithm, by),
                                uncached,
                                remembered(bench, algorithm),
                                REMEMBERED,
                                bench.gated(),
                                remembered(bench, algorithm),
                                by.isEmpty() ? VERIFIED : DEAR,
                                by.isEmpty() ? Target.atMost(3) : Target.NONE));
            }
        }
    }

    /** Each call with a new proof: they are made before, and good for ten minutes. */
    @Test
    @Order(3)
    void aBoundTokenComparedWithABearerToken(Bench bench) throws Exception {
        try (MeasuredServer server = bench.start(Bench.GATED, Map.of("SCOPED_GATE_DPOP_MAX_AGE", "10m"));
                Load proved = new Load(server, bench.issuer().provedCalls(PROVED.calls()));
                Load bearer = new Load(server, remembered(bench, Algorithm.RS256))) {
            bench.report()
                    .add(Comparison.of(
                            "`echo`, DPoP: a new proof (ES256), the token remembered",
                            proved,
                            "a bearer token, remembered",
                            bearer,
                            PROVED,
                            Target.atMost(2.5)));
        }
    }
}
