package dev.scopedgate.gate;

import dev.scopedgate.gate.Decided.Outcome;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
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

    private final Map<Row, Runnable> allowed = new IdentityHashMap<>();
    private final Map<Row, Runnable> denied = new IdentityHashMap<>();
    private final Runnable undeclared;
    private final Runnable mismatched;
    private final Meters metrics;

    DecisionMetrics(ScopeTable table, Meters metrics) {
        this.metrics = metrics;
        for (Row row : table.rows()) {
            allowed.put(row, counter(row.label(), row.scope(), Outcome.ALLOWED));
            denied.put(row, counter(row.label(), row.scope(), Outcome.DENIED));
        }
        // no label comes from the caller
        undeclared = counter("undeclared", "none", Outcome.UNDECLARED);
        mismatched = counter("mismatched", "none", Outcome.MISMATCHED);
    }

    private Runnable counter(String tool, String scope, Outcome outcome) {
        return metrics.counter(Meter.of(
                "scoped.gate.decisions",
                "Decisions of the gate, one for each call of a tool, a prompt or a resource",
                "tool",
                tool,
                "scope",
                scope,
                "outcome",
                outcome.label()));
    }

    @Override
    public Future<Void> decided(Decided decided) {
        if (decided.outcome() == Outcome.UNDECLARED) {
            undeclared.run();
        } else if (decided.outcome() == Outcome.MISMATCHED) {
            mismatched.run();
        } else if (decided.row().isPresent()) {
            (decided.outcome() == Outcome.ALLOWED ? allowed : denied)
                    .get(decided.row().get())
                    .run();
        }
        return Future.succeededFuture();
    }
}
