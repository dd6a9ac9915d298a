package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Measures the list of tools, and requests of the newest revision of the protocol. */
@Order(2)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class MethodsBenchmark {

    private static final int LAUNCHES = 5;
    private static final Size EACH_LAUNCH = new Size(20_000, 5, 6_000);
    private static final Size CHEAP = new Size(10_000, 9, 6_000);

    @Test
    void theListOfToolsComparedWithTheExtensions(Bench bench) throws Exception {
        bench.report()
                .add(bench.compare(
                        "`tools/list`, 6 tools",
                        bench.gated(),
                        Request.list(bench.issuer().token(Algorithm.RS256)),
                        "the stock engine's, 3 tools",
                        bench.ungated(),
                        Request.list(null),
                        CHEAP,
                        Target.atMost(0.5)));
    }

    @Test
    void modernRequestsComparedWithLegacyOnes(Bench bench) throws Exception {
        String token = bench.issuer().token(Algorithm.RS256);
        List<Comparison> launches = new ArrayList<>();
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try (MeasuredServer server = bench.start(Bench.GATED, Map.of())) {
                launches.add(bench.compare(
                        "`echo`, 2026-07-28",
                        server,
                        Request.modernCall(ToolSources.ECHO, token),
                        "`echo`, 2025-11-25",
                        server,
                        Request.call(ToolSources.ECHO, token, 200),
                        EACH_LAUNCH,
                        Target.atMost(1.10)));
            }
        }
        bench.report().add(Comparison.pooled(launches));
        bench.report()
                .add(bench.compare(
                        "`server/discover`",
                        bench.gated(),
                        Request.discover(token),
                        "`tools/list`, 6 tools",
                        bench.gated(),
                        Request.list(token),
                        CHEAP,
                        Target.atMost(1)));
    }
}
