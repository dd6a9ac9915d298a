package dev.scopedgate.gate;

import dev.scopedgate.gate.Decided.Outcome;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.AccessToken;
import io.quarkus.arc.All;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Singleton;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Tells all who want to know of a decision; one that fails changes neither the decision nor what the others learn. */
@Singleton
final class Decisions {

    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final ScopeTable table;
    private final List<DecisionObserver> observers;

    Decisions(ScopeTable table, @All List<DecisionObserver> observers) {
        this.table = table;
        this.observers = observers;
    }

    /** The decision on a method that is about to run, or just not. */
    Future<Void> decided(
            Outcome outcome, Method method, Scoped scoped, AccessToken token, Supplier<RoutingContext> request) {
        Optional<Row> row = table.find(method);
        String operation = row.isPresent() ? row.get().label() : ScopeTable.place(method);
        Feature feature = row.map(Row::feature).orElse(Feature.TOOL);
        if (feature != Feature.TOOL || row.isEmpty()) {
            mark(request);
        }
        return tell(new Decided(outcome, feature, operation, scoped.value(), row, Optional.ofNullable(token), request));
    }

    /** The decision on a name. */
    Future<Void> decided(
            Outcome outcome, Feature feature, String name, AccessToken token, Supplier<RoutingContext> request) {
        Optional<Row> row = table.find(feature, name);
        return tell(new Decided(
                outcome,
                feature,
                feature.label(name),
                row.map(Row::scope).orElse(""),
                row,
                Optional.ofNullable(token),
                request));
    }

    /** For {@link EarlyGate#unlessDecided}, which is not asked of tools. */
    private static void mark(Supplier<RoutingContext> request) {
        try {
            RoutingContext context = request.get();
            if (context != null) {
                context.put(Decided.BY_METHOD, true);
            }
        } catch (ContextNotActiveException e) {
            // the method is called from elsewhere than from a request
        }
    }

    private Future<Void> tell(Decided decided) {
        List<Future<Void>> pending = new ArrayList<>(0);
        for (DecisionObserver observer : observers) {
            try {
                Future<Void> recorded = observer.decided(decided);
                if (!recorded.isComplete()) {
                    pending.add(recorded);
                }
            } catch (RuntimeException e) {
                LOG.errorf("A decision could not be recorded: %s", e.getClass().getName());
            }
        }
        return pending.isEmpty()
                ? Future.succeededFuture()
                : Future.join(pending).mapEmpty();
    }
}
