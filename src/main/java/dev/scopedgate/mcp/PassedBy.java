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
 * Tells whether the operator or the application has put something of their own in between two places in the order of a
 * request's filters, where a short way would pass it by.
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

    /** As Quarkus itself sees it: a named policy is asked by those that name it. */
    private static boolean decides(HttpSecurityPolicy policy) {
        return policy.name() == null
                && !(policy instanceof AbstractPathMatchingHttpSecurityPolicy paths && paths.hasNoPermissions());
    }

    static boolean hasFilters(Filters filters, int first, int last) {
        return filters.getFilters().stream()
                .anyMatch(filter -> filter.getPriority() <= first && filter.getPriority() >= last);
    }

    /** Those of {@code quarkus.http.filter} stand before all others, unless they are told where. */
    boolean hasPlacedHeaderFilters() {
        for (String name : config.getPropertyNames()) {
            // from the environment it may be listed as it stands there
            String dotted = name.toLowerCase(Locale.ROOT).replace('_', '.');
            if (dotted.startsWith("quarkus.http.filter.") && dotted.endsWith(".order")) {
                return true;
            }
        }
        return false;
    }

    /** A router shows its routes in their order, and not their places: so two routes are put where the places are. */
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
