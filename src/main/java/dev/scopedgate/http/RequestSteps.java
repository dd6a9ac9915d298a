package dev.scopedgate.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The checks of a request, each at its place in the order of Quarkus' filters, highest first. It is fired as an event
 * at the start, and each check registers itself.
 */
public final class RequestSteps {

    /** A check that either answers the request or calls {@code onwards}, at once or later on the request's context. */
    @FunctionalInterface
    public interface Step {
        void take(RoutingContext context, Handler<RoutingContext> onwards);
    }

    /** A step and its place in the order. */
    public record Placed(Step step, int order) {}

    private final List<Placed> steps = new ArrayList<>();

    /** Adds a step at a place that no other step has. */
    public void register(Step step, int order) {
        if (steps.stream().anyMatch(placed -> placed.order() == order)) {
            throw new IllegalArgumentException("two steps at " + order + ": their order is undefined");
        }
        steps.add(new Placed(step, order));
    }

    /** All steps in the order in which they run. */
    public List<Placed> inOrder() {
        return steps.stream()
                .sorted(Comparator.comparingInt(Placed::order).reversed())
                .toList();
    }
}
