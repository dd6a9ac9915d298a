package dev.scopedgate.gate;

import dev.scopedgate.gate.Decided.Outcome;
import dev.scopedgate.gate.ScopeTable.Row;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Counts decisions by rows of the scope table, so that callers cannot create series. Each series exists from the start,
 * and is found without comparing labels.
 */
@Singleton
final class DecisionMetrics implements DecisionObserver {

    private final Map<Row, Counter> allowed = new IdentityHashMap<>();
    private final Map<Row, Counter> denied = new IdentityHashMap<>();
    private final Counter undeclared;
    private final MeterRegistry metrics;

    DecisionMetrics(ScopeTable table, MeterRegistry metrics) {
        this.metrics = metrics;
        for (Row row : table.rows()) {
            allowed.put(row, counter(row.label(), row.scope(), Outcome.ALLOWED));
            denied.put(row, counter(row.label(), row.scope(), Outcome.DENIED));
        }
        // no label comes from the caller
        undeclared = counter("undeclared", "none", Outcome.UNDECLARED);
    }

    private Counter counter(String tool, String scope, Outcome outcome) {
        return Counter.builder("scoped.gate.decisions")
                .description("Decisions of the gate, one for each call of a tool, a prompt or a resource")
                .tags("tool", tool, "scope", scope, "outcome", outcome.label())
                .register(metrics);
    }

    @Override
    public Future<Void> decided(Decided decided) {
        if (decided.outcome() == Outcome.UNDECLARED) {
            undeclared.increment();
        } else if (decided.row().isPresent()) {
            (decided.outcome() == Outcome.ALLOWED ? allowed : denied)
                    .get(decided.row().get())
                    .increment();
        }
        return Future.succeededFuture();
    }
}
