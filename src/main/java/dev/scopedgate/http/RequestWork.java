package dev.scopedgate.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a request has begun and may leave behind: it is the caller's for as long as it runs, whether or not he stays. */
public final class RequestWork {

    private static final String KEY = RequestWork.class.getName();

    private static final String ONCE_OVER = KEY + ".onceOver";

    /** For how long what never ends counts as its caller's after he has left. */
    private static final long MAX_LEFT_BEHIND_MINUTES = 10;

    private RequestWork() {}

    /** Tells what that request has begun. */
    public static void began(RoutingContext context, Future<?> work) {
        context.put(KEY, work);
    }

    /**
     * Runs that once, when the request has been answered; or, when its client has left before, once what it has begun is
     * over, ten minutes later at the latest.
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
