package dev.scopedgate.perimeter;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers a request with an invalid Host or target, which fails in the router before any filter (RFC 9112 §3.2).
 * Quarkus would log each as an error with a stack trace and the whole target.
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
        Answer.error(context, 400, "bad_request", "the request has no Host, or an invalid Host or target");
    }
}
