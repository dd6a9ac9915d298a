package dev.scopedgate.perimeter;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.ErrorBody;
import dev.scopedgate.http.GatedPaths;
import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Answers in JSON, whatever Accept says, a failed request that nothing else answers, and a request without a route (RFC
 * 9110 §15). Quarkus would answer a client that accepts HTML with a page; in dev that page is kept, because it helps.
 */
@Singleton
class UnansweredRequest {

    private static final Logger LOG = Logger.getLogger(UnansweredRequest.class);

    /** Just before Quarkus' own failure handler. */
    private static final int LAST = Integer.MAX_VALUE - 1;

    private final GatedPaths paths;

    UnansweredRequest(GatedPaths paths) {
        this.paths = paths;
    }

    void register(@Observes Router router) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            router.route().order(LAST).failureHandler(this::failed);
            if (paths.isWholeServer()) {
                router.errorHandler(404, context -> answer(context, 404));
            }
        }
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.response().headWritten() || !paths.cover(context) || failure instanceof SecurityException) {
            context.next();
            return;
        }
        int status = context.statusCode() >= 400 ? context.statusCode() : 500;
        if (failure != null && status >= 500) {
            // only the class: the message might quote the request
            LOG.errorf("A request failed: %s", failure.getClass().getName());
        }
        answer(context, status);
    }

    private static void answer(RoutingContext context, int status) {
        if (!context.response().headWritten()) {
            Answer.json(context.response(), status, ErrorBody.of(status).toBuffer());
            Answer.discardBody(context.request());
        }
    }
}
