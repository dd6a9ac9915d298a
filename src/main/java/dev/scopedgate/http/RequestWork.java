package dev.scopedgate.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Work that a request has started: counts against the caller until it finishes, even after a disconnect. */
public final class RequestWork {

    private static final String KEY = RequestWork.class.getName();

    private static final String ONCE_OVER = KEY + ".onceOver";

    /** How long work that never ends counts against its caller after a disconnect. */
    private static final long MAX_LEFT_BEHIND_MINUTES = 10;

    private RequestWork() {}

    /** Records the work that the request has started. */
    public static void began(RoutingContext context, Future<?> work) {
        context.put(KEY, work);
    }

    /**
     * Runs the action once: when the request has been answered, or if its client disconnects before, when its work has
     * finished, after ten minutes at the latest.
     */
    public static void onceOver(RoutingContext context, Runnable then) {
        List<Runnable> all = context.get(ONCE_OVER);
        if (all == null) {
            all = new ArrayList<>();
            context.put(ONCE_OVER, all);
            List<Runnable> each = all;
            context.addEndHandler(ended -> over(context, each));
        }
        all.add(then);
    }

    private static void over(RoutingContext context, List<Runnable> all) {
        Future<?> work = context.get(KEY);
        if (work == null || work.isComplete() || context.response().ended()) {
            all.forEach(Runnable::run);
        } else {
            work.timeout(MAX_LEFT_BEHIND_MINUTES, TimeUnit.MINUTES).onComplete(done -> all.forEach(Runnable::run));
        }
    }
}
