package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Measures calls whose audit event is written, as it is by default. */
@Order(4)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class AuditBenchmark {

    private static final Size CHEAP = new Size(10_000, 9, 6_000);

    @Test
    void auditedCallsAndADeniedCallComparedWithAnAllowedOne(Bench bench) throws Exception {
        String token = bench.issuer().token(Algorithm.RS256);
        try (MeasuredServer audited = bench.start(Bench.GATED, Map.of("SCOPED_GATE_AUDIT_ALLOWED", "all"))) {
            bench.report()
                    .add(bench.compare(
                            "denied `echo` (403), audited",
                            audited,
                            Request.call(ToolSources.FORBIDDEN, token, 403),
                            "allowed `echo`, audited",
                            audited,
                            Request.call(ToolSources.ECHO, token, 200),
                            CHEAP,
                            Target.below(1)));
            againstUngated(bench, audited, ToolSources.SELECT, token, Target.atMost(1.10));
            againstUngated(bench, audited, ToolSources.ECHO, token, Target.atMost(1.15));
        }
    }

    private static void againstUngated(Bench bench, MeasuredServer audited, String tool, String token, Target target)
            throws Exception {
        bench.report()
                .add(bench.compare(
                        "`%s`, RS256, audited".formatted(tool),
                        audited,
                        Request.call(tool, token, 200),
                        GatedCallBenchmark.WITHOUT_AUTH,
                        bench.ungated(),
                        Request.call(tool, null, 200),
                        CHEAP,
                        target));
    }
}
