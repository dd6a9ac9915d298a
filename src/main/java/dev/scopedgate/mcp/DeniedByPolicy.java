package dev.scopedgate.mcp;

import dev.scopedgate.http.Answer;
import dev.scopedgate.http.FilterOrder;
import dev.scopedgate.http.GatedPaths;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Answers 403 where a path policy of the operator's denies the MCP endpoint. Left to the MCP extension's failure route, a
 * request without a body, or with an id that is not a number, would get no answer at all.
 */
@Singleton
class DeniedByPolicy {

    void register(@Observes Router router) {
        router.route(GatedPaths.MCP).order(-FilterOrder.PERIMETER.place()).failureHandler(this::answer);
    }

    /** Whatever a policy calls it: the token has been verified by then, and another would not help. */
    private static boolean isDenial(Throwable failure) {
        return failure instanceof ForbiddenException
                || failure instanceof UnauthorizedException
                || failure instanceof AuthenticationException;
    }

    private void answer(RoutingContext context) {
        if (!isDenial(context.failure()) || context.response().headWritten()) {
            context.next();
            return;
        }
        Answer.error(context, 403, "forbidden", "a path policy of this server denies it, whatever the token carries");
    }
}
