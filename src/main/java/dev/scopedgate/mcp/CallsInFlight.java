package dev.scopedgate.mcp;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.http.RequestWork;
import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Counts the authenticated calls of the MCP endpoint that have no response yet. */
@Singleton
final class CallsInFlight {

    private final LongAdder inFlight = new LongAdder();

    CallsInFlight(Meters metrics) {
        metrics.gauge(
                Meter.of("scoped.gate.calls.in.flight", "Calls of the MCP endpoint that have no response yet"),
                inFlight::sum);
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::count, FilterOrder.CALLS_IN_FLIGHT.place());
    }

    private void count(RoutingContext context, Handler<RoutingContext> onwards) {
        if (GatedPaths.MCP.equals(context.normalizedPath())) {
            inFlight.increment();
            RequestWork.onceOver(context, inFlight::decrement);
        }
        onwards.handle(context);
    }
}
