package dev.scopednotes.transport;

import dev.scopednotes.oauth.RequestSteps;
import dev.scopednotes.oauth.RequestWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of the MCP endpoint, with a token that is verified, that have no answer yet. */
@Singleton
final class CallsInFlight {

    private final LongAdder inFlight = new LongAdder();

    CallsInFlight(MeterRegistry metrics) {
        Gauge.builder("scoped.notes.calls.in.flight", inFlight, LongAdder::sum)
                .description("Calls of the MCP endpoint that are being answered")
                .register(metrics);
    }

    void register(@Observes RequestSteps steps) {
        steps.register(this::count, FilterOrder.IN_FLIGHT);
    }

    private void count(RoutingContext context, Handler<RoutingContext> onwards) {
        if (StatelessEndpoint.PATH.equals(context.normalizedPath())) {
            inFlight.increment();
            RequestWork.onceOver(context, inFlight::decrement);
        }
        onwards.handle(context);
    }
}
