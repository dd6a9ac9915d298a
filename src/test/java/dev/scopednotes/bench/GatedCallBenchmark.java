package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Measures what the gate adds to the CPU time of a call; fails on a wrong answer, never on a slow one. */
@Order(1)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class GatedCallBenchmark {

    static final String WITHOUT_AUTH = "without auth";

    private static final Target ALLOWED = Target.atMost(1.15);
    private static final int LAUNCHES = 5;
    private static final Size EACH_LAUNCH = new Size(20_000, 5, 6_000);

    @Test
    void anAllowedCallComparedWithTheSameToolWithoutAuth(Bench bench) throws Exception {
        Map<String, List<Comparison>> rows = new LinkedHashMap<>();
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try (MeasuredServer with = bench.start(Bench.GATED, Map.of());
                    MeasuredServer without = bench.start(Bench.UNGATED, Map.of())) {
                for (String tool : List.of(ToolSources.SELECT, ToolSources.ECHO)) {
                    for (Algorithm algorithm : Algorithm.values()) {
                        String call = "`%s`, %s".formatted(tool, algorithm);
                        String token = bench.issuer().token(algorithm);
                        rows.computeIfAbsent(call, row -> new ArrayList<>())
                                .add(bench.compare(
                                        call,
                                        with,
                                        Request.call(tool, token, 200),
                                        WITHOUT_AUTH,
                                        without,
                                        Request.call(tool, null, 200),
                                        EACH_LAUNCH,
                                        ALLOWED));
                    }
                }
            }
        }
        rows.values().forEach(launches -> bench.report().add(Comparison.pooled(launches)));
    }
}
