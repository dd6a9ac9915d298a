package dev.scopedgate.mcp;

import io.quarkus.vertx.http.runtime.security.AbstractPathMatchingHttpSecurityPolicy;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Detects a filter, route or policy of the operator or the application between two places in the filter order, which
 * the direct route would skip.
 */
@Singleton
class PassedBy {

    /**
     * The text of a route with one handler of ours, or of Quarkus' authentication, authorization or REST layer, which have
     * no effect on the endpoint, or of its CORS filter, which has none on a request without {@code Origin}; or of our own
     * routes for failures alone. If the text is another one day, no check is skipped.
     */
    private static final Pattern KNOWN = Pattern.compile("contextHandlers=null, failureHandlers=\\[(?:"
            + Stream.of("dev.scopedgate.perimeter.UnreadableRequest", DeniedByPolicy.class.getName())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")\\$[^,\\]]*]|contextHandlers=\\[(?:"
            + Stream.of(
                            McpRoute.class.getName(),
                            "io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder",
                            "io.quarkus.vertx.http.runtime.cors.CORSFilter",
                            "io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder")
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")[$@][^,\\]]*], failureHandlers=null");

    private final Instance<HttpSecurityPolicy> policies;

    PassedBy(Instance<HttpSecurityPolicy> policies) {
        this.policies = policies;
    }

    boolean hasPolicies() {
        return policies.stream().anyMatch(PassedBy::decides);
    }

    /** The rule of Quarkus: a named policy applies only where its name is configured. */
    private static boolean decides(HttpSecurityPolicy policy) {
        return policy.name() == null
                && !(policy instanceof AbstractPathMatchingHttpSecurityPolicy paths && paths.hasNoPermissions());
    }

    /**
     * Whether a router has a route of others from one place to another, both included. Marks the two places with temporary
     * routes: a router lists its routes in order.
     */
    static boolean hasRoutes(Router router, int first, int last) {
        Route from = router.route().order(-first - 1).handler(RoutingContext::next);
        Route to = router.route().order(-last + 1).handler(RoutingContext::next);
        try {
            List<Route> routes = router.getRoutes();
            return routes.subList(routes.indexOf(from) + 1, routes.indexOf(to)).stream()
                    .anyMatch(route -> !KNOWN.matcher(route.toString()).find());
        } finally {
            from.remove();
            to.remove();
        }
    }
}
