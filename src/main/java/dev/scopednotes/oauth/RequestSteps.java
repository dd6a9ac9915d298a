package dev.scopednotes.oauth;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    private static final String WORK = RequestSteps.class.getName() + ".work";

    /** For how long what a client has left behind counts as its own. */
    private static final long MAX_LEFT_BEHIND_MINUTES = 10;

    private final List<Placed> steps = new ArrayList<>();

    /** Adds a step at a place that no other has. */
    public void register(Step step, int order) {
        if (steps.stream().anyMatch(placed -> placed.order() == order)) {
            throw new IllegalArgumentException("two steps at " + order + ": which of them comes first?");
        }
        steps.add(new Placed(step, order));
    }

    /** Tells what a request has begun, which may go on when its client has left. */
    public static void began(RoutingContext context, Future<?> work) {
        context.put(WORK, work);
    }

    /**
     * Runs that once the request is over, be it answered or left by its client, and so is what it has begun; or ten minutes
     * after the client has left, for what never ends.
     */
    public static void onceOver(RoutingContext context, Runnable then) {
        context.addEndHandler(ended -> {
            Future<?> work = context.get(WORK);
            if (work == null || work.isComplete() || context.response().ended()) {
                then.run();
            } else {
                work.timeout(MAX_LEFT_BEHIND_MINUTES, TimeUnit.MINUTES).onComplete(done -> then.run());
            }
        });
    }

    /** All of them, in the order in which a request meets them. */
    public List<Placed> inOrder() {
        return steps.stream()
                .sorted(Comparator.comparingInt(Placed::order).reversed())
                .toList();
    }
}
