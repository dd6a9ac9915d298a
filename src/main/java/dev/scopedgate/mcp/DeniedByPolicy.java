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
 * Answers 403 if an operator's path policy denies the MCP endpoint. The MCP extension's failure route would not answer
 * a request without a body or with an id that is not a number.
 */
@Singleton
class DeniedByPolicy {

    void register(@Observes Router router) {
        router.route(GatedPaths.MCP).order(-FilterOrder.PERIMETER.place()).failureHandler(this::answer);
    }

    /** Whether a policy denied the request, by any exception: the token is verified; another would not help. */
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
        Answer.error(context, 403, "forbidden", "a path policy of this server denies it for every token");
    }
}
