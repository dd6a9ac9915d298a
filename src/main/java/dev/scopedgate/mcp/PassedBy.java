package dev.scopedgate.mcp;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.AbstractPathMatchingHttpSecurityPolicy;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/**
 * Detects a filter, route or policy of the operator or the application between two places in the filter order, which
 * the direct route would skip.
 */
@Singleton
class PassedBy {

    private final Instance<HttpSecurityPolicy> policies;
    private final Config config;

    PassedBy(Instance<HttpSecurityPolicy> policies, Config config) {
        this.policies = policies;
        this.config = config;
    }

    boolean hasPolicies() {
        return policies.stream().anyMatch(PassedBy::decides);
    }

    /** The rule of Quarkus: a named policy applies only where its name is configured. */
    private static boolean decides(HttpSecurityPolicy policy) {
        return policy.name() == null
                && !(policy instanceof AbstractPathMatchingHttpSecurityPolicy paths && paths.hasNoPermissions());
    }

    static boolean hasFilters(Filters filters, int first, int last) {
        return filters.getFilters().stream()
                .anyMatch(filter -> filter.getPriority() <= first && filter.getPriority() >= last);
    }

    /** Whether a {@code quarkus.http.filter} has an order of its own; without one it runs before all others. */
    boolean hasPlacedHeaderFilters() {
        for (String name : config.getPropertyNames()) {
            // a name from the environment may be listed in its environment form
            String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (dotted.startsWith("quarkus.http.filter.") && dotted.endsWith(".order")) {
                return true;
            }
        }
        return false;
    }

    /** Marks the two places with temporary routes: a router lists its routes in order, but not their order numbers. */
    static boolean hasRoutes(Router router, int first, int last) {
        Route from = router.route().order(-first).handler(RoutingContext::next);
        Route to = router.route().order(-last).handler(RoutingContext::next);
        try {
            List<Route> routes = router.getRoutes();
            return routes.indexOf(to) - routes.indexOf(from) > 1;
        } finally {
            from.remove();
            to.remove();
        }
    }
}
