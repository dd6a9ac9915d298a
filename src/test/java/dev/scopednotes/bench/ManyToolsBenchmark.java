package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures that a call costs the same however many tools there are. */
@Order(5)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class ManyToolsBenchmark {

    private static final int LAUNCHES = 3;
    private static final Size FRESH = new Size(25_000, 7, 6_000);

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void manyTools(int tools, Bench bench) throws Exception {
        String gated = Bench.GATED + "-" + tools;
        String ungated = Bench.UNGATED + "-" + tools;
        bench.build(gated, ungated, tools);
        String last = ToolSources.last(tools);
        List<Comparison> launches = new ArrayList<>();
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try (MeasuredServer many = bench.start(gated, Map.of());
                    MeasuredServer manyUngated = bench.start(ungated, Map.of())) {
                launches.add(bench.compare(
                        "`echo`, RS256, %d tools".formatted(tools),
                        many,
                        Request.call(last, bench.issuer().token(Algorithm.RS256), 200),
                        "without auth, as many",
                        manyUngated,
                        Request.call(last, null, 200),
                        FRESH,
                        // as with three tools
                        Target.atMost(1.15)));
            }
        }
        bench.report().add(Comparison.pooled(launches));
    }
}
