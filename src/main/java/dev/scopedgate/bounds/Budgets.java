package dev.scopedgate.bounds;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** The budgets of this server, before and after a token is verified, and what an operator sees of them. */
@Singleton
public final class Budgets {

    /** Of one address or subject: who holds it all shuts three others of its kind out of nothing. */
    private static final int SHARES = 4;

    /** One message of the default greatest size and what it becomes fits a share, whatever the total. */
    private static final long LEAST_SHARE = 4 * 1024 * 1024;

    private final Budget connections;
    private final Budget strangers;
    private final Budget callers;

    Budgets(BoundsConfig config, MeterRegistry metrics) {
        connections = budget(config.maxUnauthenticatedBytes() / 2);
        strangers = budget(config.maxUnauthenticatedBytes() / 2);
        callers = budget(config.maxBodyBytesInFlight());
        register(metrics, connections, "connection");
        register(metrics, strangers, "unauthenticated");
        register(metrics, callers, "authenticated");
    }

    private static Budget budget(long total) {
        return new Budget(total, Math.max(total / SHARES, LEAST_SHARE));
    }

    private static void register(MeterRegistry metrics, Budget budget, String caller) {
        Gauge.builder("scoped.gate.held", budget, Budget::held)
                .description("Memory that connections and requests hold, by whether a token is verified")
                .baseUnit("bytes")
                .tag("caller", caller)
                .register(metrics);
        FunctionCounter.builder("scoped.gate.held.refused", budget, Budget::refused)
                .description("Requests that were answered 503 and connections that were closed because others hold the"
                        + " memory meant for them")
                .tag("caller", caller)
                .register(metrics);
    }

    /** For what a connection holds before there is a request, and of answers, by address. */
    public Budget connections() {
        return connections;
    }

    /** For requests whose token is not verified, by address. */
    public Budget strangers() {
        return strangers;
    }

    /** For requests with a verified token, by subject. */
    public Budget callers() {
        return callers;
    }
}
