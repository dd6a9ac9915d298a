package dev.scopedgate.gate;

import dev.scopedgate.gate.Gate.Decision;
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

/** Notifies every {@link DecisionObserver}. One that fails affects neither the decision nor the other observers. */
@Singleton
final class Decisions {

    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final List<DecisionObserver> observers;

    Decisions(@All List<DecisionObserver> observers) {
        this.observers = observers;
    }

    /** Reports the decision on a method before it runs or is refused. */
    Future<Void> decided(
            Decision decision, Method method, Scoped scoped, AccessToken token, Supplier<RoutingContext> request) {
        Row row = decision.row().orElse(null);
        if (row == null || row.feature() != Feature.TOOL) {
            mark(request);
        }
        return report(new Decided(
                decision.outcome(),
                row == null ? Feature.TOOL : row.feature(),
                row == null ? ScopeTable.place(method) : row.label(),
                scoped.value(),
                decision.row(),
                Optional.ofNullable(token),
                request));
    }

    /** Reports the decision on a name. */
    Future<Void> decided(
            Decision decision, Feature feature, String name, AccessToken token, Supplier<RoutingContext> request) {
        return report(new Decided(
                decision.outcome(),
                feature,
                feature.label(name),
                decision.row().map(Row::scope).orElse(""),
                decision.row(),
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
            // the method was called outside a request
        }
    }

    private Future<Void> report(Decided decided) {
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
