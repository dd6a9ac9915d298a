package dev.scopedgate.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The checks that a request meets on its way, each at its place in the order of Quarkus' filters, the highest first;
 * whoever has one registers it when this is fired as an event at the start.
 */
public final class RequestSteps {

    /** A check that calls {@code onwards}, at once or later on the context of the request, or has answered. */
    @FunctionalInterface
    public interface Step {
        void take(RoutingContext context, Handler<RoutingContext> onwards);
    }

    /** A step and its place. */
    public record Placed(Step step, int order) {}

    private final List<Placed> steps = new ArrayList<>();

    /** Adds a step at a place that no other has. */
    public void register(Step step, int order) {
        if (steps.stream().anyMatch(placed -> placed.order() == order)) {
            throw new IllegalArgumentException("two steps at " + order + ": which of them comes first?");
        }
        steps.add(new Placed(step, order));
    }

    /** All of them, in the order in which a request meets them. */
    public List<Placed> inOrder() {
        return steps.stream()
                .sorted(Comparator.comparingInt(Placed::order).reversed())
                .toList();
    }
}
