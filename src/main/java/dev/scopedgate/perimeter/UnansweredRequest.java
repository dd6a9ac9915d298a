package dev.scopedgate.perimeter;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.ErrorBody;
import io.quarkus.runtime.LaunchMode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * Answers in JSON, whatever Accept says, a request that failed where nobody else answers it, and one that no route is for
 * (RFC 9110 §15). Left to Quarkus, a client that takes HTML gets a page. In dev that page helps, and stays.
 */
@Singleton
class UnansweredRequest {

    private static final Logger LOG = Logger.getLogger(UnansweredRequest.class);

    /** Just before Quarkus' own. */
    private static final int LAST = Integer.MAX_VALUE - 1;

    void register(@Observes Router router) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            router.route().order(LAST).failureHandler(this::failed);
            router.errorHandler(404, context -> answer(context, 404));
        }
    }

    private void failed(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.response().headWritten() || failure instanceof SecurityException) {
            context.next();
            return;
        }
        int status = context.statusCode() >= 400 ? context.statusCode() : 500;
        if (failure != null && status >= 500) {
            // its class and no more: a message might quote what the request held
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
