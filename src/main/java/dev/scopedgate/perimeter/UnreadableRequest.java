package dev.scopedgate.perimeter;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.http.HttpServerRequest;
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

    /** If so, the failure is the application's own. */
    private static boolean isReadable(RoutingContext context) {
        HttpServerRequest request = context.request();
        try {
            return request.authority() != null
                    && request.path() != null
                    && request.path().startsWith("/")
                    && context.normalizedPath() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void answer(RoutingContext context) {
        if (context.statusCode() != 400 || context.response().headWritten() || isReadable(context)) {
            context.next();
            return;
        }
        securityHeaders.put(context.response().headers());
        Answer.error(context, 400, "bad_request", "the request has no Host, or an invalid Host or target");
    }
}
