package dev.scopedgate.bounds;

import dev.scopedgate.metrics.Meters;
import dev.scopedgate.metrics.Meters.Meter;
import jakarta.inject.Singleton;

/** Limits the memory held before and after a token is verified, and reports it as metrics. */
@Singleton
public final class Budgets {

    /** One address or subject gets one share, so that it leaves three for others. */
    private static final int SHARES = 4;

    /** A share holds one message of the default maximum size and its parsed form, whatever the total. */
    private static final long LEAST_SHARE = 4 * 1024 * 1024;

    private final Budget connections;
    private final Budget strangers;
    private final Budget callers;

    Budgets(BoundsConfig config, Meters metrics) {
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

    private static void register(Meters metrics, Budget budget, String caller) {
        metrics.gauge(
                Meter.of(
                                "scoped.gate.held",
                                "Memory that connections and requests hold, by whether a token is verified",
                                "caller",
                                caller)
                        .in("bytes"),
                budget::held);
        metrics.counter(
                Meter.of(
                        "scoped.gate.held.refused",
                        "Requests that were answered 503 and connections that were closed because the budget was used up",
                        "caller",
                        caller),
                budget::refused);
    }

    /** Per address: what a connection holds before there is a request, and its responses. */
    public Budget connections() {
        return connections;
    }

    /** Per address: requests whose token is not verified. */
    public Budget strangers() {
        return strangers;
    }

    /** Per subject: requests with a verified token. */
    public Budget callers() {
        return callers;
    }
}
