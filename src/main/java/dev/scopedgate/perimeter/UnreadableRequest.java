package dev.scopedgate.perimeter;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers a request whose Host or target the router cannot read, and so fails before any filter sees it (RFC 9112 §3.2).
 * Left to Quarkus, each would be an error in the log, with a stack trace and with all that stands in the target.
 */
@Singleton
class UnreadableRequest {

    private final SecurityHeaders securityHeaders;

    UnreadableRequest(SecurityHeaders securityHeaders) {
        this.securityHeaders = securityHeaders;
    }

    void register(@Observes Router router) {
        router.route().order(-FilterOrder.PERIMETER.place()).failureHandler(this::answer);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(-FilterOrder.PERIMETER.place()).failureHandler(this::answer);
    }

    private void answer(RoutingContext context) {
        if (context.statusCode() != 400 || context.response().headWritten()) {
            context.next();
            return;
        }
        securityHeaders.put(context.response().headers());
        Answer.error(context, 400, "bad_request", "the request has no Host, or a Host or target that is none");
    }
}
