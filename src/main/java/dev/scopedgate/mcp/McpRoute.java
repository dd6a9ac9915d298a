package dev.scopedgate.mcp;

import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import dev.scopedgate.http.RequestSteps;
import dev.scopedgate.http.RequestSteps.Placed;
import dev.scopedgate.http.RequestSteps.Step;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Runs every check of a request for the MCP endpoint in order, and skips the framework's steps in between, which have
 * no effect there and cost as much as all checks. Other requests run the same checks as filters; so does a request with
 * {@code Origin}, because Vert.x' CORS handler goes on to the next filter by itself, and every request if the application
 * has a filter, route or policy of its own in between.
 */
@Singleton
public class McpRoute {

    private final PassedBy passedBy;
    private Router router;
    private int last;
    private volatile boolean isShort;

    McpRoute(PassedBy passedBy) {
        this.passedBy = passedBy;
    }

    void register(@Observes Filters filters, Event<RequestSteps> event) {
        RequestSteps registered = new RequestSteps();
        event.fire(registered);
        List<Placed> steps = registered.inOrder();
        last = steps.get(steps.size() - 1).order();
        Handler<RoutingContext> first = chain(steps);
        filters.register(
                context -> {
                    if (isShort && takesChain(context.request())) {
                        first.handle(context);
                    } else {
                        context.next();
                    }
                },
                FilterOrder.MCP_ROUTE.place());
        for (Placed placed : steps) {
            filters.register(context -> placed.step().take(context, RoutingContext::next), placed.order());
        }
    }

    private static boolean takesChain(HttpServerRequest request) {
        return GatedPaths.MCP.equals(request.path()) && !request.headers().contains(HttpHeaders.ORIGIN);
    }

    void keep(@Observes Router started) {
        router = started;
    }

    /** Filters are routes by now. A route that is added later may lie between the checks. */
    void decide(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        isShort = !passedBy.hasPolicies() && !PassedBy.hasRoutes(router, FilterOrder.MCP_ROUTE.place(), last);
        router.modifiedHandler(modified -> isShort = false);
    }

    /** Whether no filter, route or policy of others lies between the checks. */
    public boolean isShort() {
        return isShort;
    }

    private static Handler<RoutingContext> chain(List<Placed> steps) {
        Handler<RoutingContext> next = RoutingContext::next;
        for (int i = steps.size() - 1; i >= 0; i--) {
            next = link(steps.get(i).step(), next);
        }
        return next;
    }

    /** A step's exception fails the request, as in a route, even after an asynchronous step. */
    private static Handler<RoutingContext> link(Step step, Handler<RoutingContext> onwards) {
        return context -> {
            try {
                step.take(context, onwards);
            } catch (RuntimeException | Error e) {
                context.fail(e);
            }
        };
    }
}
